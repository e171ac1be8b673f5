import { request } from 'node:http';

/**
 * Where docker's own client would look, as options for node:http. Undefined for schemes that need more than plain
 * HTTP (ssh, TLS): those engines are somebody else's to set up.
 * @param {string} [host] as in DOCKER_HOST
 * @returns {{socketPath: string} | {host: string, port: number} | undefined}
 */
export function endpoint(host = process.env.DOCKER_HOST || 'unix:///var/run/docker.sock') {
  const socket = /^unix:\/\/+(.+)$/.exec(host);
  if (socket) return { socketPath: `/${socket[1]}` };
  const tcp = /^(?:tcp|http):\/\/(\[[^\]]+\]|[^:/]+):(\d+)\/?$/.exec(host);
  if (!tcp?.[1] || process.env.DOCKER_TLS_VERIFY) return undefined;
  return { host: tcp[1].replace(/^\[|\]$/g, ''), port: Number(tcp[2]) };
}

/**
 * One call of the Engine API.
 * @param {string} method @param {string} path
 * @param {{body?: NodeJS.ReadableStream, timeout?: number}} [options] body: a tar archive; timeout: milliseconds
 * without any answer after which to give up
 * @returns {Promise<string>} the answer's body; rejects on any status that is not 2xx and on an error in the stream
 */
export function call(method, path, { body, timeout } = {}) {
  return new Promise((resolve, reject) => {
    const where = endpoint();
    if (!where) throw new Error(`cannot reach DOCKER_HOST=${process.env.DOCKER_HOST} over plain HTTP`);
    const headers = body ? { 'content-type': 'application/x-tar' } : {};
    const sent = request({ ...where, method, path, headers, timeout }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', chunk => {
        text += chunk;
      });
      answer.on('error', reject);
      answer.on('end', () => {
        const ok = (answer.statusCode ?? 500) < 300 && !/"errorDetail"/.test(text);
        if (ok) resolve(text);
        else reject(new Error(`engine: ${method} ${path}: ${answer.statusCode} ${text.trim()}`));
      });
    });
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error(`no answer in ${(timeout ?? 0) / 1000} s`)));
    if (!body) sent.end();
    else body.on('error', error => sent.destroy(error)).pipe(sent);
  });
}
