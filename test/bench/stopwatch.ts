import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Runs a program to its end. Answers milliseconds from its spawn to its exit; rejects with what it wrote when it fails.
 * @param watch gets the id of its process
 */
export async function timeOf(
  [program = '', ...words]: readonly string[],
  watch: (pid: number) => void = () => {},
): Promise<number> {
  const began = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = text(child.stderr);
  if (child.pid !== undefined) watch(child.pid);
  const [code, signal] = await once(child, 'exit');
  const took = performance.now() - began;
  if (code !== 0)
    throw new Error(`${[program, ...words].join(' ')}: ${signal ?? `exit code ${code}`}\n${await said}`);
  return took;
}
