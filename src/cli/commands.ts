import type { Command } from './command.ts';

/** The sub-commands, as `--help` lists them. A new one is a file and a line here. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).run,
  status: async () => (await import('./status.ts')).status,
  logs: async () => (await import('./logs.ts')).logs,
  exec: async () => (await import('./exec.ts')).exec,
  graph: async () => (await import('./graph.ts')).graph,
  list: async () => (await import('./list.ts')).list,
  history: async () => (await import('./history.ts')).history,
  recover: async () => (await import('./recover.ts')).recover,
  validate: async () => (await import('./validate.ts')).validate,
  env: async () => (await import('./env.ts')).env,
  init: async () => (await import('./init.ts')).init,
  schema: async () => (await import('./schema.ts')).schema,
  completion: async () => (await import('./completion.ts')).completion,
  help: async () => (await import('./help.ts')).help,
  version: async () => (await import('./version.ts')).version,
};

export const commandNames = Object.keys(commands);

/** Each is loaded only where it is asked for: a line names one, and help all of them. */
export function loadCommands(names: readonly string[] = commandNames): Promise<readonly Command[]> {
  const wanted = Object.entries(commands).filter(([name]) => names.includes(name));
  return Promise.all(wanted.map(([, load]) => load()));
}
