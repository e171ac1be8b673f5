import { isObject, type Json } from '../../core/json.ts';
import { committed } from './committed.ts';
import { created } from './created.ts';
import type { Recovery, RecoveryContext } from './define-recovery.ts';
import { doomed } from './doomed.ts';
import { executed } from './executed.ts';
import { helped } from './helped.ts';
import { replaced } from './replaced.ts';

/** What can be left half made. A new kind is a file and a line here. */
const recoveries = { replaced, created, doomed, executed, helped, committed } as const;

export type Change = {
  readonly [K in keyof typeof recoveries]: ReturnType<(typeof recoveries)[K]['change']>;
}[keyof typeof recoveries];

/** Finishes or takes back a change of a dead run; answers what the user should know of it. */
export async function recoverChange(
  written: Json,
  kept: boolean,
  context: RecoveryContext,
): Promise<string | undefined> {
  const known: Readonly<Record<string, Pick<Recovery, 'recover'>>> = recoveries;
  return known[kindOf(written)]?.recover(written, kept, context);
}

/** Whether a change is a command that may still run. */
export function isCommand(written: Json): boolean {
  return kindOf(written) === executed.kind;
}

function kindOf(written: Json): string {
  return isObject(written) ? String(written['kind']) : '';
}
