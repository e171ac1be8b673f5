// `build`, `tag`, `commit` and `remove_image`.
import test from 'ava';
import { writeFiles } from '../support/configuration.ts';
import { docker, findUnit } from '../support/engine.ts';
import { actions, execute, inspect, type Scenario, scenario } from '../support/scenario.ts';

test('"tag" gives the image one more name, once', async t => {
  const it = scenario(
    t,
    name => `${built(name)}
---
- ${name}-web: {command: build}
- ${name}-web: {command: tag, tag: "1.0"}
- ${name}-web: {command: tag, repository: ${name}/other}
- ${name}-web: {command: tag, repository: ${name}/other, tag: second}
`,
    files,
  );
  await it.succeed('start');
  const names = [
    `${it.name}/other:latest`,
    `${it.name}/other:second`,
    `${it.name}/web:1.0`,
    `${it.name}/web:latest`,
  ];
  t.deepEqual([...(await docker().getImage(`${it.name}/web`).inspect()).RepoTags].sort(), names);
  const again = await it.follow('start');
  t.deepEqual(actions(again.steps), [
    `run 1.${it.name}-web.build`,
    ...[2, 3, 4].map(entry => `skip ${entry}.${it.name}-web.tag`),
  ]);
});

test('"commit" makes an image whose containers are nobody\'s', async t => {
  const it = scenario(
    t,
    name => `${built(name)}
---
- ${name}-web: {command: start}
- ${name}-web: {command: execute, type: in_running, run: [touch, /committed]}
- ${name}-web: {command: commit, repository: ${name}/made, tag: "2", message: by hand, author: Zoë}
`,
    files,
  );
  await it.succeed('start');
  const image = await docker().getImage(`${it.name}/made:2`).inspect();
  t.like(image, { Comment: 'by hand', Author: 'Zoë' });
  t.is(image.Config.Labels?.['nua-start.unit'], it.name);

  const container = await docker().createContainer({ name: `${it.name}-guest`, Image: `${it.name}/made:2` });
  t.teardown(() => container.remove({ force: true }));
  await container.start();
  t.is(await execute(`${it.name}-guest`, 'ls', '/committed'), '/committed');
  const { Labels } = (await inspect(`${it.name}-guest`)).Config;
  t.is(Labels['for'], it.name, 'labels of the image come along');
  t.falsy(Labels['nua-start.config']);
  t.falsy(Labels['nua-start.declared']);
  await it.succeed('purge');
  t.is((await inspect(`${it.name}-guest`)).State.Running, true, 'so purge leaves it');
});

test('"build" without a change is quick and changes nothing; purge takes what rebuilding left', async t => {
  const it = scenario(t, name => `${built(name)}\n---\n- ${name}-web: {command: start}\n`, files);
  await it.succeed('build');
  const first = await imageOf(it);
  await it.succeed('build');
  t.is(await imageOf(it), first);
  writeFiles(it.configuration, { 'services/web/Dockerfile': `${dockerfile(it.name)}ENV NEW=1\n` });
  await it.succeed('build');
  t.not(await imageOf(it), first);
  t.is((await findUnit(it.name)).length, 2, 'the former image has no name any more');
  await it.succeed('purge');
  t.deepEqual(await findUnit(it.name), []);
});

test('"remove_image" leaves what is in use, and is content with what is gone', async t => {
  const it = scenario(
    t,
    name => `${built(name)}
---
- ${name}-web: {command: create}
- ${name}-web: {command: remove_image}
- ${name}-web: {command: remove}
- ${name}-web: {command: remove_image}
- ${name}-web: {command: remove_image}
`,
    files,
  );
  const plan = await it.plan('start');
  const { steps } = await it.follow('start');
  t.deepEqual(actions(steps), actions(plan));
  t.deepEqual(
    steps.slice(2).map(({ action, reason }) => `${action}: ${reason}`),
    [
      `skip: image ${it.name}/web is used by container "${it.name}-web"`,
      'run: created',
      `run: image ${it.name}/web is there`,
      `skip: image ${it.name}/web is not there`,
    ],
  );
  t.deepEqual(await findUnit(it.name), []);
});

test('a failing build shows its step, its last lines and its code', async t => {
  const it = scenario(
    t,
    name => `${built(name)}\n---\n- ${name}-web: {command: start}\n`,
    name => ({
      'services/web/Dockerfile': `FROM busybox:stable\nLABEL for=${name}\nRUN echo the reason && exit 3\n`,
    }),
  );
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.regex(
    stderr,
    new RegExp(`^error: build ${it.name}-web: image "${it.name}/web" cannot be built: .*exit 3.*: 3$`, 'm'),
  );
  t.regex(stderr, /^ {4}the reason$/m);
  t.regex(stderr, new RegExp(`^not started: create ${it.name}-web, start ${it.name}-web$`, 'm'));
  t.deepEqual(await findUnit(it.name), []);
  const filters = { label: [`for=${it.name}`] };
  t.deepEqual(
    await docker().listContainers({ all: true, filters }),
    [],
    "the failed step's container is gone",
  );
});

async function imageOf(it: Scenario): Promise<string> {
  return (await docker().getImage(`${it.name}/web`).inspect()).Id;
}

function built(name: string): string {
  return `
${name}-web:
  build: {path: services/web, tag: ${name}/web}
  creation: {command: sleep 1000, stop_signal: SIGKILL}`;
}

function files(name: string) {
  return { 'services/web/Dockerfile': dockerfile(name) };
}

function dockerfile(name: string): string {
  return `FROM busybox:stable\nLABEL for=${name}\nSTOPSIGNAL SIGKILL\n`;
}
