// services/myapp and data/myapp by themselves: the guest book as any engine would run it, without nua-start.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import tar from 'tar-fs';
import { request } from 'undici';
import { docker, findUnit, removeUnit } from '../support/engine.ts';

const checkout = join(import.meta.dirname, '..', '..');
const unit = `guestbook-${randomBytes(5).toString('hex')}`;
const labels = { 'nua-start.unit': unit, 'nua-start.config': checkout };
let address = '';

test.before(async () => {
  await Promise.all([buildImage('data/myapp', `${unit}/data`), buildImage('services/myapp', `${unit}/app`)]);
  await docker().createVolume({ Name: unit, Labels: labels });
  await docker().createContainer({
    name: `${unit}-data`,
    Image: `${unit}/data`,
    Labels: labels,
    HostConfig: { Binds: [`${unit}:/srv/guestbook`] },
  });
  const app = await docker().createContainer({
    name: unit,
    Image: `${unit}/app`,
    Labels: labels,
    Env: ['TITLE=Tom & "Jerry"'],
    StopSignal: 'SIGKILL',
    HostConfig: {
      VolumesFrom: [`${unit}-data`],
      PortBindings: { '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] },
    },
  });
  await app.start();
  await answered();
});

test.after.always('everything is gone again', async t => {
  await removeUnit(unit, checkout);
  t.deepEqual(await findUnit(unit), []);
});

test.serial('the title comes from the environment, escaped', async t => {
  t.regex(await read(), /<h1>Tom &amp; &quot;Jerry&quot;<\/h1>/);
});

test.serial('what is posted is shown as text, whatever it looks like', async t => {
  const { statusCode, headers } = await post(
    '<i>Zoë</i>',
    '<script>alert(1)</script>\n100 % & "日本" \\0 +1',
  );
  t.is(statusCode, 303);
  t.is(headers['location'], '/');
  const page = await read();
  t.true(page.includes('<b>&lt;i&gt;Zoë&lt;/i&gt;</b>'));
  t.true(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;\n100 % &amp; "日本" \\0 +1'));
});

test.serial('what cannot be an entry is refused', async t => {
  t.is((await post('me', '')).statusCode, 400);
  t.is((await post('me', 'x'.repeat(30_000))).statusCode, 413);
  t.is((await request(`${address}cgi-bin/index.cgi`, { method: 'PUT' })).statusCode, 405);
});

test.serial('of many posts at once every one is kept, also over a restart', async t => {
  const names = Array.from({ length: 20 }, (_, index) => `visitor ${index}`);
  await Promise.all(names.map(name => post(name, `${name} was here`)));
  await docker().getContainer(unit).restart();
  await answered();
  const page = await read();
  t.deepEqual(
    names.filter(name => !page.includes(`<b>${name}</b>`)),
    [],
  );
});

async function buildImage(path: string, tag: string): Promise<void> {
  const stream = await docker().buildImage(Readable.from(tar.pack(join(checkout, path))), { t: tag, labels });
  await new Promise<void>((resolve, reject) => {
    docker().modem.followProgress(stream, (error, lines) => {
      const failed: unknown = error ?? lines.find(line => 'error' in line);
      if (failed) reject(new Error(`${tag}: ${JSON.stringify(failed)}`));
      else resolve();
    });
  });
}

/** Finds where the guest book is published, which changes with each start, and waits until it answers. */
async function answered(): Promise<void> {
  const { NetworkSettings } = await docker().getContainer(unit).inspect();
  address = `http://127.0.0.1:${NetworkSettings.Ports['8080/tcp']?.[0]?.HostPort}/`;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const failure = await read().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!failure) return;
    if (Date.now() > deadline) throw failure;
    await delay(20);
  }
}

async function read(): Promise<string> {
  return (await request(address)).body.text();
}

async function post(name: string, text: string) {
  const body = new URLSearchParams({ name, text }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await request(`${address}cgi-bin/index.cgi`, { method: 'POST', headers, body });
  await answer.body.dump();
  return answer;
}
