// A plan as a picture, made on the facts of the engine.
import test from 'ava';
import { runCli } from '../support/cli.ts';
import { exists, type Scenario, scenario } from '../support/scenario.ts';

const unit = (name: string) => `
${name}-db: {creation: {image: "busybox:stable", command: [sleep, "{{ args.seconds }}"], stop_signal: SIGKILL}}
${name}-web:
  creation: {image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL}
  startup: {links: [${name}-db]}
---
- ${name}-db: {command: start}
- ${name}-web: {command: start}
---
- add_argument: {name: --seconds, default: "1000"}
`;

test('what is there is dashed in the picture, and nothing is changed', async t => {
  const it = scenario(t, unit);
  await it.succeed('start');
  const mermaid = await graph(it, 'start', '--format', 'mermaid');
  // Each with the time that it took when it was run.
  t.deepEqual(mermaid.stdout.replace(/\d+\.\d s/g, 'TIME').split('\n'), [
    'flowchart TD',
    '  s1["start UNIT-db<br/>running, nothing to do<br/>TIME"]',
    '  s2["start UNIT-web<br/>running, nothing to do<br/>TIME"]',
    '  s1 --> s2',
    '  classDef skipped stroke-dasharray: 4 4, color: #888',
    '  class s1,s2 skipped',
    '',
  ]);
  const { stdout } = await graph(it, 'purge');
  t.regex(
    stdout,
    /^UNIT\/purge: 5 steps, 4 to run\nSTAGE +STEP +AFTER +REASON\n1 +1 +run +stop UNIT-web +running\n/,
  );
  t.true(await exists(`${it.name}-web`));
  const data = await graph(it, 'start', '--json');
  t.deepEqual(
    JSON.parse(data.stdout).steps.map(({ id }: { id: string }) => id),
    ['1.UNIT-db.start', '2.UNIT-web.start'],
  );
});

test("the unit's own words stand behind --", async t => {
  const it = scenario(t, unit);
  await it.succeed('start');
  const other = await graph(it, 'start', '--', '--seconds', '7');
  t.regex(
    other.stdout,
    /differs from its declaration \(creation\.command: \["sleep","1000"\] -> \["sleep","7"\]\)/,
  );
  const usage = await graph(it, 'start', '--', '-h');
  t.is(usage.code, 0);
  t.regex(usage.stdout, /--seconds/);
  t.is((await graph(it, 'start', '--', '--nothing')).code, 2);
  t.is((await graph(it, 'nothing')).code, 2);
});

async function graph({ configuration, name }: Scenario, command: string, ...words: readonly string[]) {
  const { code, stdout } = await runCli(['graph', '-c', configuration, `${name}/${command}`, ...words]);
  return { code, stdout: stdout.replaceAll(name, 'UNIT') };
}
