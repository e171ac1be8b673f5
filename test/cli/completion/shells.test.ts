// Completion as users get it: real shells, each on a terminal of its own or asked what it would propose.
import test from 'ava';
import { completionFiles, completionRows } from '../../support/completion-rows.ts';
import { withConfiguration } from '../../support/configuration.ts';
import { ensureProgram } from '../../support/program.js';
import { askFish, openShell } from '../../support/shells.ts';

test.before('the shells are there', async () => {
  for (const shell of ['zsh', 'fish']) await ensureProgram(shell, ['-c', 'exit']);
});

for (const shell of ['bash', 'zsh'] as const) {
  test(`${shell} inserts what a word may become`, async t => {
    const { insertAll } = await openShell(t, shell, withConfiguration(t, completionFiles));
    for (const [line, words] of completionRows) {
      const { kept, pieces } = pieceWise(shell, line, words);
      const result = await insertAll(line);
      const inserted = result.slice(kept.length).trim().split(' ').sort();
      t.deepEqual([result.slice(0, kept.length), inserted], [kept, pieces], line);
    }
  });

  test(`${shell} completes a word at Tab`, async t => {
    const { tab } = await openShell(t, shell, withConfiguration(t, completionFiles));
    t.is(await tab('nua-start ru'), 'nua-start run ');
    t.is(await tab('nua-start run a/sta'), 'nua-start run a/start ');
    t.is(await tab('nua-start run a/s'), 'nua-start run a/st');
    t.is(await tab('nua-start run a/start:b'), 'nua-start run a/start:bc ');
    t.is(await tab('nua-start run a/start:aa:ab:'), 'nua-start run a/start:aa:ab:bc ');
    t.is(await tab('nua-start init oth'), 'nua-start init other\\ config/');
  });
}

// Not asked of zsh, which on a busy machine takes the Tab before it has moved the cursor when keys come all at once.
test('bash completes a word in the middle of a line', async t => {
  const { tab } = await openShell(t, 'bash', withConfiguration(t, completionFiles));
  const left = '\x02'.repeat(' red'.length);
  t.is(await tab(`nua-start run a/start:b red${left}`), 'nua-start run a/start:bc red');
});

test('fish proposes what a word may become, and says what it is for', async t => {
  const cwd = withConfiguration(t, completionFiles);
  for (const [line, words] of completionRows) {
    const proposed = (await askFish(t, line, cwd)).map(([word]) => word).sort();
    t.deepEqual(proposed, [...words].sort(), line);
  }
  t.deepEqual(await askFish(t, 'nua-start run a/start --le', cwd), [['--level', 'how much of it']]);
});

/** What stays of a line and what stands behind it: bash replaces only what is behind the last ":" or "=". */
function pieceWise(shell: 'bash' | 'zsh', line: string, words: readonly string[]) {
  const start = line.lastIndexOf(' ') + 1;
  const cursor = line.slice(start);
  const cut = shell === 'bash' ? Math.max(cursor.lastIndexOf(':'), cursor.lastIndexOf('=')) + 1 : 0;
  const kept = line.slice(0, start + cut);
  const pieces = words.length === 0 ? [cursor.slice(cut)] : words.map(word => word.slice(cut));
  return { kept, pieces: pieces.sort() };
}
