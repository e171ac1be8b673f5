import test from 'ava';
import { progressReader } from '../../../src/docker/dockerode/progress.ts';

function read(chunks: readonly string[]) {
  const lines: string[] = [];
  const transfers: string[] = [];
  const progress = progressReader(
    line => lines.push(line),
    ({ done, total }, line) => transfers.push(`${done}/${total} ${line}`),
  );
  for (const chunk of chunks) progress.take(Buffer.from(chunk));
  return { failure: progress.end(), lines, transfers };
}

function messages(...list: readonly object[]): readonly string[] {
  return [list.map(message => `${JSON.stringify(message)}\r\n`).join('')];
}

test('a build: text of commands line by line, aux left out', t => {
  const { lines, failure } = read(
    messages(
      { stream: 'Step 1/2 : FROM busybox:stable' },
      { stream: '\n' },
      { stream: ' ---> 9dd4b8bd9ff1\n' },
      { stream: 'two\nlines\n' },
      { stream: '\u001b[91mon stderr\n\u001b[0m' },
      { aux: { ID: 'sha256:1' } },
      { stream: 'Successfully built 1' },
    ),
  );
  t.deepEqual(lines, [
    'Step 1/2 : FROM busybox:stable',
    ' ---> 9dd4b8bd9ff1',
    'two',
    'lines',
    'on stderr',
    'Successfully built 1',
  ]);
  t.is(failure, undefined);
});

test('a pull: each state of a layer once, states without a layer each time', t => {
  const { lines } = read(
    messages(
      { status: 'Pulling from library/busybox', id: 'stable' },
      { status: 'Pulling fs layer', progressDetail: {}, id: 'aa' },
      { status: 'Pulling fs layer', progressDetail: {}, id: 'bb' },
      { status: 'Downloading', progressDetail: { current: 1, total: 9 }, progress: '[> ]', id: 'aa' },
      { status: 'Downloading', progressDetail: { current: 1, total: 9 }, progress: '[> ]', id: 'bb' },
      { status: 'Downloading', progressDetail: { current: 9, total: 9 }, progress: '[=>]', id: 'aa' },
      { status: 'Pull complete', id: 'aa' },
      { status: 'Waiting', id: '' },
      { status: 'Waiting' },
    ),
  );
  t.deepEqual(lines, [
    'stable Pulling from library/busybox',
    'aa Pulling fs layer',
    'bb Pulling fs layer',
    'aa Downloading',
    'bb Downloading',
    'aa Pull complete',
    'Waiting',
    'Waiting',
  ]);
});

test('bytes are told each time, added up over the layers, with what was said of them', t => {
  const { lines, transfers } = read(
    messages(
      { status: 'Pulling fs layer', progressDetail: {}, id: 'aa' },
      { status: 'Pulling fs layer', progressDetail: {}, id: 'bb' },
      { status: 'Downloading', progressDetail: { current: 1000, total: 2000 }, progress: '[> ]', id: 'aa' },
      { status: 'Downloading', progressDetail: { current: 500, total: 1500 }, progress: '[> ]', id: 'bb' },
      { status: 'Downloading', progressDetail: { current: 2000, total: 2000 }, progress: '[=>]', id: 'aa' },
      { status: 'Downloading', progressDetail: { current: 1.2e6 }, id: 'cc' },
      { status: 'Download complete', progressDetail: {}, id: 'bb' },
    ),
  );
  t.deepEqual(transfers, [
    '1000/2000 aa Downloading 1.0 kB of 2.0 kB',
    '1500/3500 bb Downloading 500 B of 1.5 kB',
    '2500/3500 aa Downloading 2.0 kB of 2.0 kB',
    '2500/3500 cc Downloading 1.2 MB',
    '3500/3500 undefined',
  ]);
  t.is(lines.length, 6);
});

test('an error of the stream is answered at its end', t => {
  const { lines, failure } = read(
    messages(
      { stream: 'trying' },
      { errorDetail: { code: 3, message: 'code 3' }, error: 'it returned code 3' },
    ),
  );
  t.deepEqual(lines, ['trying']);
  t.is(failure, 'it returned code 3');
});

test('messages may be cut anywhere, and what is no message is passed over', t => {
  t.deepEqual(read(['{"str', 'eam":"a\\n"}\n<html>\n[1]\nnull\n{"other":1}\n', '{"stream":"b"}']).lines, [
    'a',
    'b',
  ]);
});
