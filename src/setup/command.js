// Plain JavaScript without dependencies: this folder runs before anything is installed, on Node 18 and later.
import { spawn } from 'node:child_process';

/**
 * Runs a command to its end, quietly: its output is shown only when it fails.
 * @param {string} file @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<string>} what it wrote to stdout
 */
export function capture(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */ const out = [];
    /** @type {Buffer[]} */ const both = [];
    child.stdout.on('data', chunk => out.push(chunk));
    child.stdout.on('data', chunk => both.push(chunk));
    child.stderr.on('data', chunk => both.push(chunk));
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) return resolve(Buffer.concat(out).toString());
      const last = Buffer.concat(both).toString().trimEnd().split('\n').slice(-15).join('\n');
      reject(new Error(`"${[file, ...args].join(' ')}" ended with exit code ${code}:\n${last}`));
    });
  });
}

/**
 * Runs a command in front of the user, on this terminal.
 * @param {string} file @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>} its exit code, 1 when a signal ended it
 */
export function show(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...options, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

/** Tells what is being done; to stderr, so that a command's own output stays alone on stdout. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Ends a set-up script with a message instead of a stack, exit code 1. @param {() => Promise<void>} work */
export function main(work) {
  work().catch(error => {
    say(`error: ${error.message}`);
    process.exitCode = 1;
  });
}
