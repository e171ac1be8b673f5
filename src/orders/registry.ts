import { build } from './build.ts';
import { commit } from './commit.ts';
import { create } from './create.ts';
import type { OrderKind } from './define-order.ts';
import { execute } from './execute.ts';
import { pause } from './pause.ts';
import { prune } from './prune.ts';
import { pull } from './pull.ts';
import { remove } from './remove.ts';
import { removeImage } from './remove-image.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { tag } from './tag.ts';
import { unpause } from './unpause.ts';

/** The verbs of the second document. A new one is a file and a line here. */
export const orders = {
  build,
  pull,
  create,
  start,
  stop,
  pause,
  unpause,
  execute,
  tag,
  commit,
  remove,
  remove_image: removeImage,
  prune,
} as const satisfies Readonly<Record<string, OrderKind>>;

export type Kind = keyof typeof orders;

/** Whether a word is one of the verbs. */
export function isKind(word: string): word is Kind {
  return Object.hasOwn(orders, word);
}
