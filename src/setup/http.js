import { request } from 'node:http';

/**
 * Where docker's own client would look, as options for node:http. Undefined for schemes that need more than plain
 * HTTP (ssh, TLS): those engines are somebody else's to set up.
 * @param {string} [host] as in DOCKER_HOST
 * @returns {{socketPath: string} | {host: string, port: number} | undefined}
 */
export function endpoint(host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock') {
  if (host.startsWith('unix://')) return { socketPath: `/${host.slice('unix://'.length).replace(/^\/+/, '')}` };
  const tcp = /^(?:tcp|http):\/\/(\[[^\]]+\]|[^:/]+):(\d+)\/?$/.exec(host);
  if (!tcp?.[1] || process.env.DOCKER_TLS_VERIFY) return undefined;
  return { host: tcp[1].replace(/^\[|\]$/g, ''), port: Number(tcp[2]) };
}

/**
 * One call of the Engine API.
 * @param {string} method @param {string} path
 * @param {NodeJS.ReadableStream} [body] a tar archive
 * @returns {Promise<string>} the answer's body; rejects on any status that is not 2xx and on an error in the stream
 */
export function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const where = endpoint();
    if (!where) return reject(new Error(`cannot reach DOCKER_HOST=${process.env.DOCKER_HOST} over plain HTTP`));
    const sent = request(
      { ...where, method, path, headers: body ? { 'content-type': 'application/x-tar' } : {} },
      answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', chunk => {
          text += chunk;
        });
        answer.on('end', () => {
          const ok = (answer.statusCode ?? 500) < 300 && !/"errorDetail"/.test(text);
          if (ok) resolve(text);
          else reject(new Error(`engine: ${method} ${path}: ${answer.statusCode} ${text.trim()}`));
        });
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    if (body) body.pipe(sent);
    else sent.end();
  });
}
