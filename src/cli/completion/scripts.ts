import { readFileSync } from 'node:fs';

export const shells = ['bash', 'zsh', 'fish'] as const;

/**
 * What makes a shell complete command lines of nua-start. At a keypress it asks `nua-start complete SHELL WORD…` with
 * the words behind the program up to the cursor. The answer is whole words, one a line, for zsh and fish each with a
 * tab and what it is for.
 */
export function readScript(shell: (typeof shells)[number]): string {
  return readFileSync(new URL(`nua-start.${shell}`, import.meta.url), 'utf8');
}
