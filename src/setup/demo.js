// `npm run demo`: from a bare machine to a myapp that answers.
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { capture, main, say, show } from './command.js';
import { ensureEngine } from './engine.js';
import { ensureImages } from './images.js';
import { ensurePackages, env, node, root } from './packages.js';

const unit = 'myapp/start';
const program = join(root, 'src', 'bin.js');

main(async () => {
  await ensurePackages();
  await ensureEngine();
  await ensureImages();
  say(`nua-start run ${unit}`);
  process.exitCode = await show(node, [program, '-c', root, 'run', unit], { cwd: root, env });
  if (process.exitCode !== 0) return;
  const address = await findAddress();
  await answered(address);
  console.log(`
myapp answers at ${address}

Try next, in this directory:
  npx nua-start list --units
  npx nua-start run myapp/stop
  npx nua-start run --plan myapp/purge`);
});

/** Where the unit publishes its port, as nua-start itself reads it from the unit and its environment. */
async function findAddress() {
  const printed = await capture(node, [program, '-c', root, 'run', '--print-unit', '--json', unit], {
    cwd: root,
    env,
  });
  const { port_bindings: bindings } = JSON.parse(printed).composition.myapp.startup;
  const { HostIp: host, HostPort: port } = bindings[8080];
  return `http://${host}:${port}/`;
}

/** Waits until a page answers. @param {string} address */
async function answered(address) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const failure = await tryOnce(address);
    if (!failure) return;
    if (Date.now() > deadline) throw new Error(`myapp does not answer at ${address}: ${failure}`);
    await delay(100);
  }
}

/** @param {string} address @returns {Promise<string | undefined>} why it does not answer */
function tryOnce(address) {
  return new Promise(resolve => {
    const sent = get(address, { timeout: 5000 }, answer => {
      answer.resume();
      resolve(answer.statusCode === 200 ? undefined : `status ${answer.statusCode}`);
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in 5 s')));
    sent.on('error', error => resolve(error.message));
  });
}
