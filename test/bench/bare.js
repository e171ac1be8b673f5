// The engine calls that a unit's commands come to, and nothing else: what nua-start is measured against.
// `node bare.js start|list|stop|purge PREFIX COUNT`
import { Agent, request } from 'node:http';

const image = 'busybox:stable';
/** As many at once as nua-start does orders side by side. */
const width = 8;
const agent = new Agent({ keepAlive: true, maxSockets: width });
const socketPath = process.env['BENCH_SOCKET'] ?? '/var/run/docker.sock';

const [verb = '', prefix = '', count = '0'] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, index) => `${prefix}${index + 1}`);

/** @type {Readonly<Record<string, () => Promise<void>>>} */
const verbs = {
  start: () =>
    forEach(async name => {
      await call('POST', `/containers/create?name=${name}`, {
        Image: image,
        Cmd: ['sleep', '86400'],
        StopSignal: 'SIGKILL',
      });
      await call('POST', `/containers/${name}/start`);
    }),
  list: () => call('GET', '/containers/json?all=true'),
  stop: () => forEach(name => call('POST', `/containers/${name}/stop`)),
  purge: async () => {
    await forEach(name => call('POST', `/containers/${name}/stop`));
    await forEach(name => call('DELETE', `/containers/${name}?v=true`));
  },
};

await verbs[verb]?.();
agent.destroy();

/** @param {(name: string) => Promise<void>} act */
async function forEach(act) {
  const waiting = names.values();
  const worker = async () => {
    for (const name of waiting) await act(name);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** @param {string} method @param {string} path @param {object} [body] @returns {Promise<void>} */
function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const text = body && JSON.stringify(body);
    const headers = text
      ? { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }
      : { 'Content-Length': 0 };
    const sent = request({ socketPath, agent, method, path, headers }, answer => {
      const { statusCode = 0 } = answer;
      answer.on('error', reject);
      answer.on('end', () => (statusCode < 400 ? resolve() : reject(new Error(`${path}: ${statusCode}`))));
      answer.resume();
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
