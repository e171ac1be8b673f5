import { stripVTControlCharacters } from 'node:util';
import { isObject, type Json } from './json.ts';

/** What stands where a secret stood. */
const mask = '***';

/** Texts shorter than this are part of too much else to be masked but where they stand alone. */
const shortest = 4;

/** A text without secrets. */
export type Redact = (text: string) => string;

/**
 * Masks secrets wherever they appear in a text: as they are, line by line, base64- and URL-encoded, and as JSON and YAML
 * write them. In base64 a secret may begin at any of three positions of a longer text.
 */
export function redactor(secrets: readonly string[]): Redact {
  const short = secrets.filter(secret => secret !== '' && secret.length < shortest);
  const forms = [...new Set(secrets.flatMap(formsOf))].filter(form => form.length >= shortest);
  const longestFirst = forms.sort((a, b) => b.length - a.length).map(escapeRegExp);
  const pattern = forms.length === 0 ? undefined : new RegExp(longestFirst.join('|'), 'g');
  const redact: Redact = text => {
    if (short.includes(text)) return mask;
    return pattern ? maskCut(text.replace(pattern, mask), forms) : text;
  };
  return seeingThrough(redact);
}

/** Of a long value a message shows the beginning and an ellipsis: that may be one of a secret, too. */
function maskCut(text: string, forms: readonly string[]): string {
  if (!text.includes(ellipsis)) return text;
  const parts = text.split(ellipsis);
  const last = parts.pop() ?? '';
  return [...parts.map(part => withoutBeginning(part, forms)), last].join(ellipsis);
}

const ellipsis = '…';

/** A text that may end with the beginning of a secret, without that. */
function withoutBeginning(text: string, forms: readonly string[]): string {
  const longest = Math.max(...forms.map(form => beginningAtEnd(text, form)));
  return longest === 0 ? text : `${text.slice(0, -longest)}${mask}`;
}

/** How many characters of a secret's beginning a text ends with; 0 where they are too few to tell. */
function beginningAtEnd(text: string, form: string): number {
  for (let length = form.length - 1; length >= shortest; length -= 1)
    if (text.endsWith(form.slice(0, length))) return length;
  return 0;
}

/**
 * What only steers a terminal may stand within a secret, as where `grep` colours what it found; it shows as soon as that
 * is taken out. Such a text loses it.
 */
function seeingThrough(redact: Redact): Redact {
  return text => {
    const masked = redact(text);
    if (!steering.test(masked)) return masked;
    const bare = stripVTControlCharacters(masked).replaceAll(allSteering, '');
    const found = redact(bare);
    return found === bare ? masked : found;
  };
}

/** Control characters, but for those that are shown. */
const steering = /[^\P{Cc}\n\t]/u;
const allSteering = new RegExp(steering, 'gu');

/** The same for every text in a value, keys included; a number that is a secret becomes a text. */
export function redactValue(value: Json, redact: Redact): Json {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number' || typeof value === 'boolean') {
    const text = String(value);
    return redact(text) === text ? value : redact(text);
  }
  if (Array.isArray(value)) return value.map(item => redactValue(item, redact));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact(key), redactValue(item, redact)]),
  );
}

function formsOf(secret: string): readonly string[] {
  if (secret.length < shortest) return [];
  const lines = secret.split(/\r?\n/).filter(line => line.length >= shortest);
  return [secret, ...lines].flatMap(text => [
    text,
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll('%20', '+'),
    escaped(text),
    // A message that quotes a value, as JSON.
    escaped(escaped(text)),
    text.replaceAll("'", "''"),
    ...base64Forms(text),
  ]);
}

/** A text as it stands between JSON's quotes. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What of a text's base64 does not depend on what stands around it, for its three positions, in both alphabets. */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const forms = [0, 1, 2].map(shift => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((shift * 8) / 6);
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(start, whole);
  });
  return forms.flatMap(form => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

/** A pattern that matches this very text. */
export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
