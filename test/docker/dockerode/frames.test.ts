import test from 'ava';
import { frameReader } from '../../../src/docker/dockerode/frames.ts';

function frame(type: number, text: string): Buffer {
  const header = Buffer.from([type, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

function read(chunks: readonly Buffer[]): { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' };
  const take = frameReader((stream, payload) => {
    texts[stream] += payload.toString();
  });
  for (const chunk of chunks) take(chunk);
  return texts;
}

const all = Buffer.concat([
  frame(1, 'out'),
  frame(2, 'err'),
  frame(1, ''),
  frame(1, 'more'),
  frame(3, 'daemon'),
]);
const texts = { stdout: 'outmore', stderr: 'errdaemon' };

test('frames of one chunk are taken apart by stream', t => t.deepEqual(read([all]), texts));

for (const size of [1, 3, 8, 11]) {
  test(`frames may be cut anywhere: every ${size} bytes`, t => {
    const chunks = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
      all.subarray(at * size, (at + 1) * size),
    );
    t.deepEqual(read(chunks), texts);
  });
}

test('a payload is handed on before its frame is complete', t => {
  t.deepEqual(read([frame(1, 'half and half').subarray(0, 12)]), { stdout: 'half', stderr: '' });
});

test('a hundred thousand short frames in one chunk are no trouble', t => {
  const one = frame(2, 'x');
  t.is(read([Buffer.concat(Array.from({ length: 100_000 }, () => one))]).stderr.length, 100_000);
});
