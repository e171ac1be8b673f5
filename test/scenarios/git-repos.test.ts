// The example of docker_meta's README, its slip in the indentation corrected, with Dockerfiles of our own.
import test, { type ExecutionContext } from 'ava';
import { request } from 'undici';
import { docker, findUnit } from '../support/engine.ts';
import { actions, execute, freePort, inspect, type Scenario, scenario } from '../support/scenario.ts';

const dockerfiles = {
  'data/repositories/Dockerfile': [
    'FROM busybox:stable',
    'RUN mkdir -p /home/git/repositories && echo bare > /home/git/repositories/first.git',
    'VOLUME /home/git/repositories',
    'CMD ["true"]',
  ].join('\n'),
  'services/gitolite/Dockerfile': [
    'FROM busybox:stable',
    'EXPOSE 22',
    'STOPSIGNAL SIGKILL',
    'CMD ["httpd", "-f", "-p", "22", "-h", "/home/git/repositories"]',
  ].join('\n'),
};

test('the example runs, shares its data and has all generated commands', async t => {
  const port = await freePort();
  const it = scenario(
    t,
    name => readmeExample(name, port),
    () => dockerfiles,
  );
  const [repos, gitolite] = [`${it.name}-git_repos`, `${it.name}-gitolite`];

  const { steps, finished } = await it.follow('start');
  t.like(finished, { ok: true });
  t.deepEqual(actions(steps), [
    `run 1.${repos}.build`,
    `run 1.${repos}.create`,
    `run 2.${gitolite}.build`,
    `run 2.${gitolite}.create`,
    `run 2.${gitolite}.start`,
  ]);
  t.is((await inspect(repos)).State.Status, 'created', 'a data container is never started');
  t.is((await inspect(gitolite)).NetworkSettings.Ports['22/tcp']?.[0]?.HostPort, String(port));
  t.is(await read(`http://127.0.0.1:${port}/first.git`), 'bare\n');
  t.deepEqual(
    await volumesAt(repos, '/home/git/repositories'),
    await volumesAt(gitolite, '/home/git/repositories'),
  );
  t.is((await volumesAt(gitolite, '/home/git/.ssh')).length, 1);

  await generatedCommands(t, it, repos, gitolite);
});

test('created by one order and started by a later one it is the same container', async t => {
  const port = await freePort();
  const it = scenario(
    t,
    name => readmeExample(name, port),
    () => dockerfiles,
  );
  const gitolite = `${it.name}-gitolite`;
  await it.succeed('create');
  const created = await inspect(gitolite);
  t.is(created.State.Status, 'created');
  await it.succeed('start');
  const started = await inspect(gitolite);
  t.is(started.Id, created.Id);
  t.is(started.NetworkSettings.Ports['22/tcp']?.[0]?.HostPort, String(port));
  t.is(await read(`http://127.0.0.1:${port}/first.git`), 'bare\n');
});

async function generatedCommands(
  t: ExecutionContext,
  it: Scenario,
  repos: string,
  gitolite: string,
): Promise<void> {
  await execute(gitolite, 'touch', '/home/git/repositories/second.git', '/home/git/.ssh/key');
  const done = async (command: string): Promise<readonly string[]> => {
    const { steps, finished } = await it.follow(command);
    t.like(finished, { ok: true }, command);
    return actions(steps);
  };
  t.deepEqual(await done('build'), [`run 1.${repos}.build`, `run 1.${gitolite}.build`]);
  t.deepEqual(await done('create'), [`skip 1.${repos}.create`, `skip 1.${gitolite}.create`]);
  t.deepEqual(await done('pause'), [`run 1.${gitolite}.pause`]);
  t.deepEqual(await done('unpause'), [`run 1.${gitolite}.unpause`]);
  t.deepEqual(await done('stop'), [`run 1.${gitolite}.stop`]);
  t.deepEqual(await done('restart'), [`skip 1.${gitolite}.stop`, `run 2.${gitolite}.start`]);
  t.deepEqual(await done('restart'), [`run 1.${gitolite}.stop`, `run 2.${gitolite}.start`]);
  t.deepEqual(
    await done('cleanup'),
    [`run 1.${gitolite}.stop`, `skip 2.${gitolite}.remove`, `skip 2.${repos}.remove`],
    'both hold volumes that would be lost',
  );
  await it.succeed('start');
  t.is(await execute(gitolite, 'ls', '-1', '/home/git/repositories'), 'first.git\nsecond.git');
  const volumes = [
    ...(await volumesAt(repos, '/home/git/repositories')),
    ...(await volumesAt(gitolite, '/home/git/.ssh')),
  ];
  // Whether building twice left an untagged image to prune depends on what the engine's cache holds.
  const purged = await done('purge');
  t.deepEqual(purged.slice(0, -1), [
    `run 1.${gitolite}.stop`,
    `run 2.${gitolite}.remove`,
    `run 2.${repos}.remove`,
    `run 3.${gitolite}.remove_image`,
    `run 3.${repos}.remove_image`,
  ]);
  t.regex(purged.at(-1) ?? '', /^(run|skip) 4\.host\.prune$/);
  t.deepEqual(await findUnit(it.name), []);
  for (const volume of volumes)
    await t.throwsAsync(docker().getVolume(volume).inspect(), { message: /no such volume/i });
}

async function read(url: string): Promise<string> {
  return (await request(url)).body.text();
}

async function volumesAt(container: string, path: string): Promise<readonly string[]> {
  const { Mounts } = await inspect(container);
  return Mounts.filter(({ Destination }) => Destination === path).map(({ Name }) => Name ?? '');
}

function readmeExample(name: string, port: number): string {
  return `
${name}-git_repos:
  build:
    path: data/repositories
    tag: ${name}/repositories
  creation:
    name: git_repos   # this is redundant and could be left out

${name}-gitolite:
  build:
    path: services/gitolite
    tag: ${name}/gitolite
  creation:
    volumes_from: ${name}-git_repos
    volumes: ["/home/git/.ssh"]
  startup:
    port_bindings: {22: ${port}}
---
-
  ${name}-git_repos:
    command: create
-
  ${name}-gitolite:
    command: start
`;
}
