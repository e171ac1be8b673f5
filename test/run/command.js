// Plain JavaScript for Node 18, as everything that test/run.js imports.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { env, root } from '../../src/setup/packages.js';

/**
 * Runs a command in the checkout, with the checkout's programs first on the PATH.
 * @param {readonly [string, ...string[]]} command
 * @param {(line: string) => void} [follow] takes each line of output at once
 * @returns {Promise<{code: number, lines: readonly string[], seconds: number}>} stdout and stderr line by line; a
 * command that a signal ended or that could not be started has code 1 and says so in a line
 */
export function runCommand([file, ...args], follow = () => {}) {
  return new Promise(resolve => {
    /** @type {string[]} */
    const lines = [];
    const began = Date.now();
    /** @param {number} code */
    const end = code => resolve({ code, lines, seconds: (Date.now() - began) / 1000 });
    const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', line => {
        lines.push(line);
        follow(line);
      });
    }
    child.on('error', error => {
      lines.push(`${file}: ${error.message}`);
      end(1);
    });
    child.on('close', (code, signal) => {
      if (signal) lines.push(`${file} was ended by ${signal}`);
      end(code ?? 1);
    });
  });
}
