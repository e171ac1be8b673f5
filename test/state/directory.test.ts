import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { OrderError } from '../../src/core/errors.ts';
import { findStateDirectory, makeStateDirectory } from '../../src/state/directory.ts';
import { directoryOf } from '../support/directory.ts';
import { runScript } from '../support/node-script.ts';

const cwd = '/somewhere';
const module = join(import.meta.dirname, '../../src/state/directory.ts');

test('the option comes before the variable, both relative to the current directory', t => {
  const configuration = directoryOf(t, {});
  const find = (option: string | undefined, env: NodeJS.ProcessEnv) =>
    findStateDirectory({ option, env, cwd, configuration });
  t.is(find('here', { NUA_STATE_DIR: '/there' }), '/somewhere/here');
  t.is(find(undefined, { NUA_STATE_DIR: 'there' }), '/somewhere/there');
  t.is(find(undefined, { NUA_STATE_DIR: '' }), join(configuration, '.nua-start'), 'empty is as good as none');
});

test("else it is the configuration directory's own, and looking makes nothing", t => {
  const configuration = directoryOf(t, {});
  t.is(findStateDirectory({ env: {}, cwd, configuration }), join(configuration, '.nua-start'));
  t.deepEqual(readdirSync(configuration), []);
});

test('where this user may not write there, it is one of the user', async t => {
  const configuration = directoryOf(t, {});
  chmodSync(configuration, 0o555);
  const state = await findWithoutRights(configuration, {
    XDG_STATE_HOME: '/home/ada/state',
    HOME: '/home/ada',
  });
  t.regex(state, /^\/home\/ada\/state\/nua-start\/[\da-f]{16}$/);
  t.is(
    await findWithoutRights(configuration, { HOME: '/home/ada' }),
    state.replace('/home/ada/state', '/home/ada/.local/state'),
  );
  t.not(await findWithoutRights(directoryOf(t, {}, 0o555), { XDG_STATE_HOME: '/home/ada/state' }), state);
  t.deepEqual(readdirSync(configuration), []);
});

test("another user's state in a directory that anybody may write to is not taken", async t => {
  const configuration = directoryOf(t, { '.nua-start/': '' });
  chmodSync(configuration, 0o777);
  chmodSync(join(configuration, '.nua-start'), 0o500);
  t.regex(await findWithoutRights(configuration, { XDG_STATE_HOME: '/x' }), /^\/x\/nua-start\/[\da-f]{16}$/);
});

test('it is made for its user only, whatever the umask says, and git does not look into it', async t => {
  const directory = join(directoryOf(t, {}), 'deep', 'state');
  const make = `process.umask(0); makeStateDirectory(${JSON.stringify(directory)})`;
  await runScript({ makeStateDirectory: module }, make);
  t.is(statSync(directory).mode & 0o777, 0o700);
  t.is(readFileSync(join(directory, '.gitignore'), 'utf8'), '*\n');
  t.is(statSync(join(directory, '.gitignore')).mode & 0o777, 0o600);
  makeStateDirectory(directory);
});

test('what is in a directory that was named stays as it is', t => {
  const directory = directoryOf(t, { 'notes.txt': 'mine' });
  makeStateDirectory(directory);
  t.deepEqual(readdirSync(directory), ['notes.txt']);
});

test('one that cannot be made says why, and what to do', t => {
  const directory = join(directoryOf(t, { file: '' }), 'file', 'state');
  const error = t.throws(() => makeStateDirectory(directory), { instanceOf: OrderError });
  t.is(error?.exitCode, 1);
  t.true(
    error?.message.startsWith(`the state directory ${directory} cannot be made: ENOTDIR`),
    error?.message,
  );
  t.is(error?.hint, 'name another one with --state-dir or NUA_STATE_DIR');
});

/** Asks as somebody who is not root: root may write everywhere. */
function findWithoutRights(configuration: string, env: Readonly<Record<string, string>>): Promise<string> {
  const script = `
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    console.log(findStateDirectory(${JSON.stringify({ env, cwd, configuration })}));`;
  return runScript({ findStateDirectory: module }, script);
}

test('where the system makes no directories, it is said so', t => {
  const error = t.throws(() => makeStateDirectory('/proc/nua-start/state'), { instanceOf: OrderError });
  t.regex(error?.message ?? '', /^the state directory \/proc\/nua-start\/state cannot be made: ENOENT/);
});
