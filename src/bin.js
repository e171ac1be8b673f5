#!/usr/bin/env node
// Plain JavaScript that also an old Node can read: it is here to say that it is too old.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const wanted = 24;
const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (Number.parseInt(process.versions.node, 10) >= wanted) {
  keepCompiled();
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else if (existsSync(own) && realpathSync(own) !== realpathSync(process.execPath)) {
  runUnder(own);
} else {
  console.error(`error: nua-start needs Node ${wanted} or later, this is ${process.versions.node}`);
  process.exitCode = 1;
}

/**
 * Compiling takes longer than all the rest of a short command, so what it made is kept for the next one: in the user's
 * own cache, since in a directory that others may write to they could leave code for us.
 */
function keepCompiled() {
  const { XDG_CACHE_HOME, HOME } = process.env;
  const cache = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  if (cache) module.enableCompileCache(join(cache, 'nua-start'));
}

/**
 * Runs this program again under another node, as if it were this process: same terminal, same signals, same end.
 * @param {string} node
 */
function runUnder(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // What is typed at a terminal reaches both processes: passed on, one Ctrl-C would count as two.
  const typed = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  for (const signal of signals) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !typed) child.kill(signal);
    });
  }
  child.on('error', error => {
    console.error(`error: cannot run ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    for (const each of signals) process.removeAllListeners(each);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}
