import test from 'ava';
import fc from 'fast-check';
import { findLate } from '../../src/docker/late/late.ts';
import { docker } from '../support/engine.ts';
import { scenario } from '../support/scenario.ts';

const count = 10_000;
const each = 1_000;

test.serial(`${count} random texts survive the way into a container's argv and environment`, async t => {
  const texts = fc
    .sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), { numRuns: count * 2, seed: 20 })
    .filter(text => !/[\0\uE000-\uE003]/.test(text) && text.isWellFormed() && findLate(text).length === 0)
    .slice(0, count);
  t.is(texts.length, count);
  const it = scenario(t, unit, () => ({
    'environments/texts.yaml': `TEXTS: ${JSON.stringify(texts)}\n`,
  }));
  await it.succeed('start');
  for (let first = 0; first < count; first += each) {
    const wanted = texts.slice(first, first + each);
    const log = await docker().getContainer(`${it.name}-${first}`).logs({ stdout: true });
    const [argv = [], environ = []] = payloadOf(log)
      .split('\n--\n')
      .map(part => Buffer.from(part, 'base64').toString().split('\0').slice(0, -1));
    t.deepEqual(argv.slice(-each), wanted);
    const values = new Map(
      environ.map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    );
    t.deepEqual(
      wanted.map((_, index) => values.get(`T${index}`)),
      wanted,
    );
  }
});

/** Containers that show what they got, byte by byte. */
const unit = (name: string) => `
{% for first in range(0, ${count}, ${each}) %}
${name}-{{ first }}:
  creation:
    image: busybox:stable
    stop_signal: SIGKILL
    command:
      - sh
      - -c
      - base64 -w0 /proc/$$/cmdline; echo; echo --; base64 -w0 /proc/$$/environ
      - sh
      {% for i in range(first, first + ${each}) %}
      - {{ TEXTS[i] | json }}
      {% endfor %}
    environment:
      {% for i in range(first, first + ${each}) %}
      T{{ i - first }}: {{ TEXTS[i] | json }}
      {% endfor %}
{% endfor %}
---
{% for first in range(0, ${count}, ${each}) %}
- ${name}-{{ first }}: {command: start, until: exited}
{% endfor %}
`;

/** A log's text without the eight bytes before each of its frames. */
function payloadOf(log: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at < log.length; at += 8 + log.readUInt32BE(at + 4)) {
    parts.push(log.subarray(at + 8, at + 8 + log.readUInt32BE(at + 4)));
  }
  return Buffer.concat(parts).toString();
}
