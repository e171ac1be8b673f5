import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const names = ['README.rst', 'readme.rst', 'README', 'README.md', 'readme.md'];

/** The text of the README of a unit or a service; undefined when it has none. */
export function findReadme(
  configuration: string,
  kind: 'units' | 'services',
  name: string,
): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(name)) return undefined;
  const file = names.map(readme => join(configuration, kind, name, readme)).find(path => existsSync(path));
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

/** The units or services that have a README, sorted. */
export function listReadmes(configuration: string, kind: 'units' | 'services'): readonly string[] {
  const root = join(configuration, kind);
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter(name => findReadme(configuration, kind, name) !== undefined)
    .sort();
}
