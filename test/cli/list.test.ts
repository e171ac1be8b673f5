import test from 'ava';
import { runCli } from '../support/cli.ts';
import { withConfiguration } from '../support/configuration.ts';

const web = "web: {creation: {image: 'busybox:stable'}}\n---\n";
const files = {
  'environments/default.yaml': 'name: dev\n',
  // What is required and not given is the first choice; what an import names is read too.
  'units/shop/start.yaml': `${web}- web: {command: start, variants: [{{ name }}, {{ args.level }}]}
- web: {command: execute, run: [date], variants: [dev]}
---
- add_argument: {name: level, choices: [low, high]}
`,
  'units/shop/check.yaml': `${web}- web: {command: stop, variants: [fast]}\n`,
  'units/plain.yaml': `${web}- web: {command: start}\n`,
  'units/broken/start.yaml': `${web}- web: {command: strat}\n- web: {command: stop, tiemout: 5}\n`,
};

test('a line for each variant of each command; generated ones have those of start', async t => {
  const cwd = withConfiguration(t, files);
  const { code, stdout, stderr } = await runCli(['list', '--variants'], { cwd });
  t.is(code, 0);
  const generated = ['build', 'cleanup', 'create', 'pause', 'purge', 'restart', 'start', 'stop', 'unpause'];
  const lines = [...generated.flatMap(name => [`shop/${name}:dev`, `shop/${name}:low`]), 'shop/check:fast'];
  t.deepEqual(stdout.trimEnd().split('\n').sort(), lines.sort());
  t.is(
    stderr,
    `warning: the variants of broken/start are not known: unknown order "strat" (and 1 more)
  units/broken/start.yaml:3:18
    3 | - web: {command: strat}
      |                  ^^^^^
  hint: see "nua-start validate broken/start"
`,
  );
});

test('as JSON: the commands that can be read, each with its variants', async t => {
  const cwd = withConfiguration(t, files);
  const { stdout } = await runCli(['list', '--variants', '--json', '--set', 'name=prod'], { cwd });
  const { units, ...others } = JSON.parse(stdout);
  t.deepEqual(others, {});
  const named = (unit: string, command: string) =>
    units.filter((each: { unit: string; command: string }) => each.unit === unit && each.command === command);
  const file = `${cwd}/units/shop/start.yaml`;
  const variants = ['dev', 'low', 'prod'];
  t.deepEqual(named('shop', 'start'), [{ unit: 'shop', command: 'start', generated: false, file, variants }]);
  t.deepEqual(named('shop', 'stop'), [{ unit: 'shop', command: 'stop', generated: true, file, variants }]);
  t.deepEqual(named('plain', 'purge'), [
    { unit: 'plain', command: 'purge', generated: true, file: `${cwd}/units/plain.yaml`, variants: [] },
  ]);
  t.deepEqual(named('broken', 'start'), []);
});

test('beside other lists each has its title', async t => {
  const cwd = withConfiguration(t, { 'units/plain.yaml': `${web}- web: {command: start, variants: [a]}\n` });
  const { stdout } = await runCli(['list', '--variants', '--services'], { cwd });
  t.true(stdout.startsWith('variants:\n  plain/build:a\n'), stdout);
  t.true(stdout.endsWith('\nservices:\n'), stdout);
});
