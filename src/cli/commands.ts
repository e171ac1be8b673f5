import type { Command } from './command.ts';
import { completion } from './completion.ts';
import { env } from './env.ts';
import { help } from './help.ts';
import { init } from './init.ts';
import { list } from './list.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { validate } from './validate.ts';
import { version } from './version.ts';

/** The sub-commands, as `--help` lists them. A new one is a file and a line here. */
export const commands: readonly Command[] = [
  run,
  list,
  validate,
  env,
  init,
  schema,
  completion,
  help,
  version,
];
