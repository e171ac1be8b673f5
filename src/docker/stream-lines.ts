import { StringDecoder } from 'node:string_decoder';

/** Makes lines of chunks. `end` gives out a last line that has no line end. */
export type LineSplitter = { take(chunk: Buffer | string): void; end(): void };

/** Characters (UTF-16 units) after which a line is cut, so that output without line ends does not pile up. */
export const longestLine = 64 * 1024;

/**
 * Calls `say` with each line, without its `\n` or `\r\n`. Characters may be split over chunks; a line longer than
 * `longestLine` comes in pieces of that length, or a little less where a word ends: in two pieces a secret could not be
 * told from other text.
 */
export function lineSplitter(say: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let pending = '';

  const takeText = (text: string): void => {
    const known = pending.length;
    const whole = pending + text;
    let start = 0;
    for (let end = whole.indexOf('\n', known); end >= 0; end = whole.indexOf('\n', start)) {
      sayLine(whole.slice(start, end).replace(/\r$/, ''), say);
      start = end + 1;
    }
    pending = whole.slice(start);
    // One more than the limit is kept: it may be the \r of a line end.
    while (pending.length > longestLine + 1) pending = pending.slice(sayPiece(pending, say));
  };

  return {
    take: chunk => takeText(typeof chunk === 'string' ? chunk : decoder.write(chunk)),
    end: () => {
      takeText(decoder.end());
      if (pending !== '') sayLine(pending, say);
      pending = '';
    },
  };
}

function sayLine(line: string, say: (line: string) => void): void {
  let rest = line;
  while (rest.length > longestLine) rest = rest.slice(sayPiece(rest, say));
  say(rest);
}

/** Says the first piece of a text that is too long; answers its length. */
function sayPiece(text: string, say: (line: string) => void): number {
  const start = longestLine - longestWord;
  const lastEnd = text.slice(start, longestLine).search(/[\s"',;&][^\s"',;&]*$/);
  const length = lastEnd < 0 ? beforePair(text, longestLine) : start + lastEnd + 1;
  say(text.slice(0, length));
  return length;
}

/** What is longer is cut all the same. */
const longestWord = 4096;

/** A place to cut that is not within a surrogate pair. */
function beforePair(text: string, length: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
}
