import type { Command } from './command.ts';
import { help } from './help.ts';
import { init } from './init.ts';
import { list } from './list.ts';
import { run } from './run.ts';
import { version } from './version.ts';

/** The sub-commands, as `--help` lists them. A new one is a file and a line here. */
export const commands: readonly Command[] = [run, list, init, help, version];
