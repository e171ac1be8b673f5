import { isObject, type Json } from '../../core/json.ts';

/** What an expression asks: a container or an image, by name. */
export type LateTarget = { readonly container: string } | { readonly image: string };

/** A late expression in a text, such as `{{.NetworkSettings.IPAddress}}(web)`. */
export type LateExpression = {
  /** Where it begins in the text (at its backslash, if it has one) and the position behind its end. */
  readonly start: number;
  readonly end: number;
  /** Keys and indexes into what the engine's inspect says: `['Mounts', '0', 'Source']`. */
  readonly path: readonly string[];
  /** Undefined: the order's own container. */
  readonly of: LateTarget | undefined;
  /** A backslash before it says that the expression itself is meant, without the backslash. */
  readonly escaped: boolean;
};

/** The late expressions of a text, in order. Never fails: what does not fit the grammar is text. */
export function findLate(text: string): readonly LateExpression[] {
  return [...text.matchAll(grammar)].map(found => {
    const { backslash = '', curly, square, old, container, image } = found.groups ?? {};
    return {
      start: found.index,
      end: found.index + found[0].length,
      path: readPath(curly ?? square ?? old ?? ''),
      of: container !== undefined ? { container } : image !== undefined ? { image } : undefined,
      escaped: backslash !== '',
    };
  });
}

/** Whether any string in a value holds a late expression. */
export function hasLate(value: Json): boolean {
  return texts(value).some(text => findLate(text).length > 0);
}

const quoted = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const subscript = String.raw`\[(?:\d+|${quoted})\]`;
const key = String.raw`\.[A-Za-z0-9_-]+`;
const path = `(?:${key}|${subscript})+`;
const target = String.raw`\((?:image://(?<image>[^\s()]+)|(?<container>[A-Za-z0-9][A-Za-z0-9_.-]*))\)`;
const curly = String.raw`\{\{[ \t]*(?<curly>${path})[ \t]*\}\}`;
const square = String.raw`\[\[[ \t]*(?:(?<square>${path})|inspect(?<old>(?:${subscript})+))[ \t]*\]\]`;
const grammar = new RegExp(String.raw`(?<backslash>\\?)(?:${curly}|${square})(?:${target})?`, 'g');
const segment = new RegExp(
  String.raw`\.(?<key>[A-Za-z0-9_-]+)|\[(?:(?<index>\d+)|(?<quoted>${quoted}))\]`,
  'g',
);

function readPath(text: string): readonly string[] {
  return [...text.matchAll(segment)].map(({ groups: { key, index, quoted } = {} }) => {
    return key ?? index ?? (quoted ?? '').slice(1, -1).replace(/\\(.)/g, '$1');
  });
}

function texts(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return isObject(value) ? Object.values(value).flatMap(texts) : [];
}
