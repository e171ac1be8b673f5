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
  if (forms.length === 0) return text => (short.includes(text) ? mask : text);
  const longestFirst = forms.sort((a, b) => b.length - a.length).map(escapeRegExp);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  return text => (short.includes(text) ? mask : text.replace(pattern, mask));
}

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
