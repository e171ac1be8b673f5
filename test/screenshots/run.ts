// `npm run screenshots`: makes the README's picture, test/screenshots/run.svg, of a real run in a real terminal (tmux)
// on the real engine, in the middle of two pulls and a build. The images come from an image registry of our own, paced.
import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCli } from '../support/cli.ts';
import { withConfiguration } from '../support/configuration.ts';
import { removeUnit } from '../support/engine.ts';
import { largeLayer, type Send, startImageRegistry } from '../support/image-registry.ts';
import { openPane } from '../support/pane.ts';
import { ensureProgram } from '../support/program.js';
import { shopFiles } from './shop.ts';
import { drawTerminal } from './svg.ts';

const columns = 96;
const picture = join(import.meta.dirname, 'run.svg');

const undo: (() => unknown)[] = [];
try {
  await ensureProgram('tmux', ['-V']);
  writeFileSync(picture, drawTerminal(await takeScreen(), 'nua-start run shop/start', columns));
  console.log(picture);
} finally {
  for (const step of undo.toReversed()) await step();
}

/** What a user sees in the middle of the run, with its colours. */
async function takeScreen(): Promise<string> {
  const t = { teardown: (step: () => unknown) => void undo.push(step) };
  const registry = await startImageRegistry([
    { name: 'postgres', layer: largeLayer(48_100_000), send: paced(5_200_000) },
    { name: 'redis', layer: largeLayer(14_600_000), send: paced(2_100_000) },
  ]);
  undo.push(() => registry.close());
  const cwd = withConfiguration(t, shopFiles(registry.address));
  undo.push(() => removeUnit('shop', cwd));
  const mail = await runCli(['run', '-c', cwd, 'shop/start:mail']);
  if (mail.code !== 0) throw new Error(mail.stderr);
  const pane = await openPane(t, ['run', 'shop/start'], { cwd, columns, env: { FORCE_COLOR: '1' } });
  await pane.until(screen => /━━.* MB\/s\n.*━━.* MB\/s\n.*\n.*\n.*compiled checkout/.test(screen));
  const screen = await pane.styled();
  await pane.press('C-c');
  await pane.ended();
  return screen;
}

/** Sends so many bytes a second, for as long as anybody takes them. */
function paced(rate: number): Send {
  const pause = 50;
  return async (content, response: ServerResponse) => {
    const piece = Math.ceil((rate * pause) / 1000);
    for (let at = 0; at < content.length && !response.destroyed; at += piece) {
      response.write(content.subarray(at, at + piece));
      await delay(pause);
    }
    response.end();
  };
}
