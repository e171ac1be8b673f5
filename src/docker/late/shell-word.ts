import { quote } from 'shlex';

/**
 * A text as one word at a position of a shell script. What needs no quotes stays as it is, so that an address may stand
 * within quotes of the script. Undefined when quotes are needed and the position lies within quotes or a comment, with
 * which they do not go together. Here-documents are not looked for.
 */
export function shellWord(text: string, script: string, position: number): string | undefined {
  const word = quote(text);
  if (word === text || !isQuotedAt(script, position)) return word;
  return text === '' ? '' : undefined;
}

function isQuotedAt(script: string, position: number): boolean {
  return [...script.matchAll(quotedOrComment)].some(({ 0: text, index }) => {
    return !text.startsWith('\\') && index < position && position < index + text.length;
  });
}

const quotedOrComment = /\\[\s\S]|'[^']*'?|"(?:\\[\s\S]|[^"\\])*"?|(?<![^\s;&|()])#.*/g;
