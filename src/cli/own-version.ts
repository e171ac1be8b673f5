import { readFileSync } from 'node:fs';

/** The version in package.json. */
export function ownVersion(): string {
  const description: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  if (typeof description === 'object' && description && 'version' in description)
    return String(description.version);
  throw new TypeError('package.json names no version');
}
