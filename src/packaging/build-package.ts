// `npm run build` makes the package in dist/; `npm run build -- DIR` makes it there.
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { bundle } from './bundle.ts';

const checkout = join(import.meta.dirname, '../..');

/**
 * Makes the package as it is installed: the program with all that it uses in a few files, the scripts of the shells, and
 * a package.json without dependencies. An earlier package that is there goes.
 * @throws Error where the directory holds anything else
 */
export async function buildPackage(directory: string): Promise<void> {
  if (!isReplaceable(directory)) throw new Error(`${directory} holds something else than an earlier package`);
  rmSync(directory, { recursive: true, force: true });
  const program = join(directory, 'src', 'cli');
  mkdirSync(program, { recursive: true });
  writeFileSync(join(directory, 'package.json'), `${JSON.stringify(description(), undefined, 2)}\n`);
  for (const file of ['README.md', 'LICENSE']) cpSync(join(checkout, file), join(directory, file));
  const scripts = globSync(join(checkout, 'src/cli/completion/nua-start.*'));
  for (const script of scripts) cpSync(script, join(program, basename(script)));
  await bundle(checkout, directory);
}

/** Whether there is nothing in it or a package that was made here: a checkout has its development's packages, too. */
function isReplaceable(directory: string): boolean {
  if (!existsSync(directory) || readdirSync(directory).length === 0) return true;
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return false;
  const { name, devDependencies } = JSON.parse(readFileSync(file, 'utf8'));
  return name === description()['name'] && devDependencies === undefined;
}

/** What of package.json concerns those who install it. */
function description(): Readonly<Record<string, unknown>> {
  const { name, version, description, license, type, bin, engines } = JSON.parse(
    readFileSync(join(checkout, 'package.json'), 'utf8'),
  );
  return { name, version, description, license, type, bin, engines };
}

if (import.meta.main) {
  try {
    await buildPackage(resolve(process.argv[2] ?? join(checkout, 'dist')));
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
