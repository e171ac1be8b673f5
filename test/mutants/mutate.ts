import { parseSync } from 'oxc-parser';
import type { Mutant } from './list.ts';

/**
 * A file's text with the fault in it.
 * @throws Error where the mutant no longer fits the file, or breaks it so badly that any test would notice
 */
export function mutate(source: string, { file, find, replace }: Mutant): string {
  const count = source.split(find).length - 1;
  if (count !== 1) throw new Error(`${JSON.stringify(find)} stands in ${file} ${count} times, not once`);
  const mutated = source.replace(find, () => replace);
  const [error] = parseSync(file, mutated).errors;
  if (error) throw new Error(`${file} cannot be parsed any more: ${error.message}`);
  return mutated;
}
