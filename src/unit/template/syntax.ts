import nunjucks, { type Node } from 'nunjucks';
import transformer from 'nunjucks/src/transformer.js';
import { messageOf, UnitError } from '../../core/errors.ts';
import type { Fault } from '../../core/places.ts';
import { nearest } from '../../core/suggest.ts';
import type { TemplateSource } from './source.ts';

/** The tags that have an end. A `set` has one only when it has no "=". */
const paired = ['if', 'for', 'macro', 'call', 'filter', 'block', 'set', 'switch', 'raw', 'verbatim'];
const single = ['elif', 'else', 'extends', 'include', 'import', 'from', 'case', 'default'];
const literal = 'text that is no template stands between {% raw %} and {% endraw %}';

/** What nunjucks says, in our words, and what to do about it. */
const wordings: readonly [RegExp, string, string?][] = [
  [/^expected variable end$/, 'expected "}}" here', literal],
  [/^expected block end in (\w+) statement$/, 'expected "%}" here, behind "$1"'],
  [/^expected name as lookup value, got .*$/, 'expected a name behind "."', literal],
  [/^unexpected token: (.*)$/, 'this is no expression: "$1"', literal],
  [/^unexpected end of comment$/, '"#}" ends a comment that has no beginning'],
  [/^parse\w+: (.*)$/, '$1'],
  [/^(.*) got end of file$/, '$1 the file ends'],
];

/** @throws UnitError with the place of what nunjucks cannot read */
export function parseTemplate(source: TemplateSource): Node {
  try {
    return transformer.transform(nunjucks.parser.parse(source.text), []);
  } catch (error) {
    throw new UnitError([syntaxFault(error, source)]);
  }
}

function syntaxFault(error: unknown, source: TemplateSource): Fault {
  const unclosed = findUnclosed(source);
  const position = positionOf(error);
  if (!position && unclosed) return unclosed;
  const said = error instanceof RangeError ? 'an expression is nested too deeply' : messageOf(error);
  const tag = /^unknown block tag: (.*)$/.exec(said)?.[1];
  const offset = position ? startOf(said, source.offsetOf(position), source.text) : 0;
  const place = { ...source.placeAt(offset), length: wordLength(source.text, offset) };
  if (tag !== undefined) return { message: `unknown template tag "${tag}"`, place, hint: tagHint(tag) };
  const wording = wordings.find(([pattern]) => pattern.test(said));
  const message = wording ? said.replace(wording[0], wording[1]) : said;
  return { message: `wrong template: ${message}`, place, hint: wording ? wording[2] : literal };
}

/** nunjucks counts from 1 in its errors; those without a position are about the end of the text. */
function positionOf(error: unknown): { lineno: number; colno: number } | undefined {
  if (!(error instanceof Error) || !('lineno' in error) || !('colno' in error)) return undefined;
  const { lineno, colno } = error;
  return typeof lineno === 'number' && typeof colno === 'number'
    ? { lineno: lineno - 1, colno: colno - 1 }
    : undefined;
}

/** Where a tag should end nunjucks names the token behind the one that is too much. */
function startOf(said: string, offset: number, text: string): number {
  if (!said.startsWith('expected block end')) return offset;
  const end = text.slice(0, offset).trimEnd().length - 1;
  let start = end;
  // A pattern that ends with the text would begin anew at every letter.
  while (isWord(text[start]) && isWord(text[start - 1])) start--;
  return start;
}

function isWord(letter: string | undefined): boolean {
  return letter !== undefined && /\w/.test(letter);
}

function tagHint(tag: string): string {
  const opened = paired.find(name => tag === `end${name}`);
  if (opened) return `there is no {% ${opened} %} that it could end`;
  const meant = nearest(tag, [...paired, ...single, ...paired.map(name => `end${name}`)]);
  return meant === undefined ? literal : `did you mean "${meant}"?`;
}

/** The innermost `{{`, `{%`, `{#` or tag that nothing closes. */
function findUnclosed(source: TemplateSource): Fault | undefined {
  const tokens = nunjucks.lexer.lex(source.text);
  const open: { name: string; offset: number }[] = [];
  let start = 0;
  try {
    for (;;) {
      start = source.offsetOf(tokens);
      const token = tokens.nextToken();
      if (!token) break;
      if (token.type === 'block-start') {
        const name = /^\{%-?\s*(\w*)/.exec(source.text.slice(start, start + 80))?.[1] ?? '';
        if (isOpening(name, source.text, start)) open.push({ name, offset: start });
        else if (name === `end${open.at(-1)?.name}`) open.pop();
      }
      if (token.type === 'block-start' || token.type === 'variable-start')
        open.push({ name: '', offset: start });
      if (token.type === 'block-end' || token.type === 'variable-end')
        open.splice(
          open.findLastIndex(o => !o.name),
          1,
        );
    }
  } catch {
    const isComment = source.text.startsWith('{#', start);
    const offset = isComment ? start : source.offsetOf(tokens);
    return isComment ? fault('{#', offset, '#}', source) : stray(offset, source);
  }
  const last = open.at(-1);
  if (!last) return undefined;
  if (last.name) return fault(`{% ${last.name} %}`, last.offset, `{% end${last.name} %}`, source);
  const opening = source.text.slice(last.offset, last.offset + 2);
  return fault(opening, last.offset, opening === '{{' ? '}}' : '%}', source);
}

function isOpening(name: string, text: string, start: number): boolean {
  if (name !== 'set') return paired.includes(name);
  return !text.slice(start, text.indexOf('%}', start)).includes('=');
}

function fault(opening: string, offset: number, closing: string, source: TemplateSource): Fault {
  const hint = opening.length > 2 ? `write ${closing}` : `write ${closing}; ${literal}`;
  return { message: `"${opening}" is not closed`, place: { ...source.placeAt(offset), length: 2 }, hint };
}

function stray(offset: number, source: TemplateSource): Fault {
  const place = { ...source.placeAt(offset), length: 2 };
  return { message: 'wrong template: "#}" ends a comment that has no beginning', place, hint: literal };
}

function wordLength(text: string, offset: number): number {
  return Math.max(1, /^\w*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 1);
}
