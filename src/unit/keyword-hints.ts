import { keywordTables } from '../docker/keywords.ts';

export type Section = keyof typeof keywordTables;

/**
 * Where a keyword belongs that stands in a wrong place, or what another tool's word for it is called here.
 * @param section where it stands; undefined for the container's entry itself
 */
export function keywordHint(name: string, section: Section | undefined): string | undefined {
  if (section !== undefined && entryNames.includes(name))
    return `"${name}" belongs in the container's entry, beside "${section}"`;
  const home = sectionsOf(name).find(known => known !== section);
  if (home !== undefined) return `"${name}" belongs in "${home}"`;
  const own = otherWords[name];
  if (own === undefined) return undefined;
  const place =
    sectionsOf(own).find(known => section === undefined || known === section) ?? sectionsOf(own)[0];
  return `here it is called "${own}", in "${place}"`;
}

/** The names of a container's entry that are no sections of keywords. */
const entryNames = ['depends_on', 'daemon', 'job', 'tests', 'backup', 'engine'];

function sectionsOf(name: string): readonly Section[] {
  const sections = ['startup', 'creation', 'build'] as const;
  return sections.filter(section => Object.hasOwn(keywordTables[section], name));
}

/** What Compose files and `docker run` call them. */
const otherWords: Readonly<Record<string, string>> = {
  args: 'buildargs',
  cmd: 'command',
  context: 'path',
  cpus: 'nano_cpus',
  env: 'environment',
  expose: 'ports',
  ipc: 'ipc_mode',
  logging: 'log_config',
  memory: 'mem_limit',
  net: 'network_mode',
  networks: 'networking_config',
  pid: 'pid_mode',
  publish: 'port_bindings',
  restart: 'restart_policy',
  volume: 'binds',
  workdir: 'working_dir',
};
