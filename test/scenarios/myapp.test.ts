// The guest book of this checkout, under another name and on another port, so that a demo that runs stays as it is.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { request } from 'undici';
import { docker, findUnit } from '../support/engine.ts';
import { freePort, inspect, type Scenario, scenario } from '../support/scenario.ts';

const checkout = join(import.meta.dirname, '..', '..');
const port = await freePort();
const address = `http://127.0.0.1:${port}/`;

test('myapp from its first start to its purge', async t => {
  const it = scenario(t, name =>
    readFileSync(join(checkout, 'units/myapp/start.yaml'), 'utf8').replaceAll('myapp', name),
  );
  copyCheckout(it);
  const { name } = it;

  const first = await it.succeed('start');
  t.regex(
    first.stdout,
    new RegExp(`^execute host \\| open ${address} \\(on the network ${name}: http://[\\d.]+:8080/\\)\n$`),
  );
  t.regex(await read(), /<h1>The guest book/);
  t.is((await post('Zoë', 'I was here')).statusCode, 303);
  t.true((await read()).includes('I was here'));
  t.is((await inspect(name)).HostConfig.PortBindings['8080/tcp'][0].HostIp, '127.0.0.1');

  const second = await it.succeed('start');
  t.is(second.stdout, '');
  t.deepEqual(second.stderr.split('\n').slice(0, -2), [
    `create ${name}_data: skipped, there already`,
    `start ${name}: skipped, running, nothing to do`,
    'execute host: skipped, nothing has changed',
  ]);
  t.regex(
    second.stderr,
    new RegExp(`\n${name}/start: done, 3 of 3 steps \\(3 skipped\\) in \\d+\\.\\d s\n$`),
  );

  await it.succeed('stop');
  t.false((await inspect(name)).State.Running);
  await t.throwsAsync(read());
  await it.succeed('start');
  t.true((await read()).includes('I was here'), 'kept over stop and start');

  const before = (await inspect(name)).State.StartedAt;
  await it.succeed('restart');
  t.not((await inspect(name)).State.StartedAt, before);
  await answered();
  t.true((await read()).includes('I was here'), 'kept over restart');

  await it.succeed('pause');
  t.true((await inspect(name)).State.Paused);
  await it.succeed('unpause');
  t.false((await inspect(name)).State.Paused);
  t.true((await read()).includes('I was here'));

  const former = (await inspect(name)).Id;
  const asIs = await it.succeed('start', '--set', 'MYAPP.title=Another title');
  t.true(
    asIs.stderr.includes(
      `start ${name}: skipped, running, nothing to do; differs from its declaration (creation.environment.TITLE: The guest book of myapp -> Another title): apply with run --recreate\n`,
    ),
    asIs.stderr,
  );
  await it.succeed('start', '--set', 'MYAPP.title=Another title', '--recreate');
  t.not((await inspect(name)).Id, former);
  await answered();
  t.regex(await read(), /<h1>Another title<\/h1>/);
  t.true((await read()).includes('I was here'), 'kept over --recreate');

  await it.succeed('cleanup');
  t.deepEqual(await findUnit(name), [
    `image nua-start/${name}:latest`,
    `image nua-start/${name}_data:latest`,
    `network ${name}`,
    `volume ${name}_entries`,
  ]);

  await it.succeed('start');
  t.true((await read()).includes('I was here'), 'kept over cleanup and start');
  const plan = await it.plan('purge');
  t.true(plan.at(-1)?.reason.includes(`volume ${name}_entries`), 'the plan names what is deleted');
  await it.succeed('purge', '--keep-volumes');
  t.deepEqual(await findUnit(name), [`volume ${name}_entries`]);
  await it.succeed('start');
  t.true((await read()).includes('I was here'), 'kept over purge --keep-volumes');

  await it.succeed('purge');
  t.deepEqual(await findUnit(name), []);
  t.false(await hasVolume(`${name}_entries`));
  const nothing = await it.succeed('purge');
  t.notRegex(nothing.stderr, /: done \(/);
});

/** Everything but the unit's file, which a scenario has already. */
function copyCheckout({ name, configuration }: Scenario): void {
  for (const kind of ['services', 'data'])
    cpSync(join(checkout, kind, 'myapp'), join(configuration, kind, name), { recursive: true });
  const environment = readFileSync(join(checkout, 'environments/default.yaml'), 'utf8');
  mkdirSync(join(configuration, 'environments'));
  writeFileSync(
    join(configuration, 'environments/default.yaml'),
    environment.replace('port: 8480', `port: ${port}`),
  );
}

async function read(): Promise<string> {
  return (await request(address)).body.text();
}

/** `restart` waits for the container to run; its web server takes a moment more. */
async function answered(): Promise<void> {
  for (let tries = 0; ; tries++) {
    const failure: unknown = await read().then(
      () => undefined,
      error => error,
    );
    if (failure === undefined) return;
    if (tries === 100) throw failure;
    await delay(50);
  }
}

async function post(name: string, text: string) {
  const body = new URLSearchParams({ name, text }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await request(`${address}cgi-bin/index.cgi`, { method: 'POST', headers, body });
  await answer.body.dump();
  return answer;
}

async function hasVolume(name: string): Promise<boolean> {
  const { Volumes } = await docker().listVolumes({ filters: { name: [`^${name}$`] } });
  return (Volumes ?? []).length > 0;
}
