import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs the text of a module in a process of its own, whose umask and user it may change, and answers what it wrote.
 * @param imports names by path of the module they come from
 */
export async function runScript(imports: Readonly<Record<string, string>>, script: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, nodeArguments(imports, script));
  return stdout.trim();
}

/** What node is to be called with for that. */
export function nodeArguments(imports: Readonly<Record<string, string>>, script: string): readonly string[] {
  const lines = Object.entries(imports).map(
    ([names, path]) => `const { ${names} } = await import(${JSON.stringify(path)});`,
  );
  return ['--input-type=module', '-e', [...lines, script].join('\n')];
}
