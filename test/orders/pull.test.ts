import { once } from 'node:events';
import { createServer } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { connect } from '../../src/docker/dockerode.ts';
import { findEndpoint } from '../../src/docker/endpoint.ts';
import { shell } from '../../src/host/shell.ts';
import { pull } from '../../src/orders/pull.ts';
import { container } from '../support/container.ts';
import { emptyWorld } from '../support/world.ts';

test('the platform of the container is that of the image that is pulled', async t => {
  const { address, paths } = await listening(t);
  const declared = container({ creation: { image: 'web:1', platform: 'linux/arm64' } });
  const scope = {
    unit: 'web',
    configuration: '/conf',
    composition: {
      containers: new Map([['web', declared]]),
      networks: new Map(),
      volumes: new Map(),
      hosts: new Map(),
      hostDirectory: undefined,
    },
    helperImage: 'busybox:stable',
    secrets: [],
    options: { adopt: false, recreate: false, keepVolumes: false },
  };
  await pull.order('web').behaviour.run(
    { name: 'web', container: declared, scope },
    {
      docker: connect(findEndpoint({ option: address, env: {} })),
      shell,
      signal: new AbortController().signal,
      output: () => undefined,
      transfer: () => undefined,
      warn: () => undefined,
      unique: () => '0',
      cwd: '/',
      created: new Set(),
      pledge: () => undefined,
      note: () => ({ keep: () => undefined, settle: () => undefined, settleWithStep: () => undefined }),
      resolved: () => undefined,
      mark: 'run/step',
      variables: {},
      world: emptyWorld,
    },
  );
  t.deepEqual(paths, ['/images/create?fromImage=web%3A1&platform=linux%2Farm64']);
});

/** An engine that is content with everything, and what it is asked. */
async function listening(t: ExecutionContext): Promise<{ address: string; paths: readonly string[] }> {
  const paths: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    paths.push(url);
    response.end();
  });
  t.teardown(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new TypeError('no port');
  return { address: `tcp://127.0.0.1:${bound.port}`, paths };
}
