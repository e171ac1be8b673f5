import { buildParser } from './arguments.ts';
import { loadCommands } from './commands.ts';
import { findCandidates } from './completion/candidates.ts';
import type { Runtime } from './wire.ts';

/**
 * Answers a shell at a keypress: what the last of the words may be, one answer a line. No sub-command for people, so
 * no parser knows it.
 * @param words the shell's name, then the words behind the program up to the cursor, which may end in the last of them
 */
export async function complete([shell, ...words]: readonly string[], runtime: Runtime): Promise<number> {
  const { parser } = buildParser('', await loadCommands());
  const written = shell === 'bash' ? words.map(unquoted) : words;
  const found = await findCandidates(parser, inHome(written, runtime), runtime).catch(nothing);
  const lines = found.map(({ text, help = '' }) => (shell === 'bash' || !help ? text : `${text}\t${help}`));
  if (lines.length > 0) runtime.stdout(lines.map(line => line.replaceAll('\n', ' ')).join('\n'));
  return 0;
}

/** Whatever is wrong in a line that is not finished, or in a unit that it names, a keypress is no place to say so. */
function nothing(): readonly [] {
  return [];
}

/** bash hands on words as they are typed. */
function unquoted(word: string): string {
  return word.replace(/\\(.)|["']/gs, '$1');
}

/** Only a shell that runs a command replaces the `~`. The last word stays as it is: it is answered in its own terms. */
function inHome(words: readonly string[], { env }: Runtime): readonly string[] {
  return words.map((word, index) =>
    index < words.length - 1 ? word.replace(/^~(?=\/)/, env['HOME'] ?? '~') : word,
  );
}
