// The journal of a run has the steps of the plan before it: thirty units, started, started again and purged.
import { join } from 'node:path';
import test from 'ava';
import { openDatabase } from '../../src/state/database.ts';
import { findRuns, findSteps } from '../../src/state/history.ts';
import { scenario } from '../support/scenario.ts';

const run = '{image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL}';
const once = '{image: "busybox:stable", command: ["true"]}';
/** The engine starts a container in half the time where it needs no network of its own. */
const light = 'startup: {network_mode: host}';
const host = 'host: {command: execute, run: ["true"]';

/** A unit, from its name; where there is more than `start` to run, what stands behind it. */
type Small = { readonly text: (name: string) => string; readonly variant?: string };

const small: Readonly<Record<string, Small>> = {
  'one container': { text: n => `${n}: {creation: ${run}, ${light}}` },
  'two containers': { text: n => `${n}: {creation: ${run}, ${light}}\n${n}-2: {creation: ${run}, ${light}}` },
  'a dependency': {
    text: n =>
      `${n}: {creation: ${run}, depends_on: [${n}-2], ${light}}\n${n}-2: {creation: ${run}, ${light}}`,
  },
  'a link': {
    text: n => `${n}: {creation: ${run}, startup: {links: {${n}-2: x}}}\n${n}-2: {creation: ${run}}`,
  },
  'a network': {
    text: n => `unit: {networks: {${n}: {}}}\n${n}: {creation: ${run}, startup: {network_mode: ${n}}}`,
  },
  'two networks': {
    text: n =>
      `unit: {networks: {${n}: {}, ${n}-2: {}}}\n${n}: {creation: {image: "busybox:stable", networking_config: {${n}: {}, ${n}-2: {}}}}`,
  },
  'a named volume': {
    text: n => `unit: {volumes: {${n}: {}}}\n${n}: {creation: ${run}, startup: {binds: {${n}: /v}}}`,
  },
  'an anonymous volume': { text: n => `${n}: {creation: {image: "busybox:stable", volumes: [/v]}}` },
  'volumes of another one': {
    text: n =>
      `${n}: {creation: ${run}, startup: {volumes_from: [${n}-2]}}\n${n}-2: {creation: ${once}}\n---\n- ${n}-2: {command: create}\n- ${n}: {command: start}`,
  },
  'a network shared by two': {
    text: n =>
      `unit: {networks: {${n}: {}}}\n${n}: {creation: ${run}, startup: {network_mode: ${n}}}\n${n}-2: {creation: ${run}, startup: {network_mode: ${n}}}`,
  },
  'a network name-space': {
    text: n =>
      `${n}: {creation: ${run}, startup: {network_mode: "container:${n}-2"}}\n${n}-2: {creation: ${run}}`,
  },
  'an image': {
    text: n =>
      `${n}: {build: {path: image, tag: ${n}/i}, creation: {command: [sleep, "900"], stop_signal: SIGKILL}}`,
  },
  'an image for two': {
    text: n =>
      `${n}: {build: {path: image, tag: ${n}/i}, creation: {command: ["true"]}}\n${n}-2: {creation: {image: ${n}/i, command: ["true"]}, depends_on: [${n}]}\n---\n- ${n}: {command: build}\n- ${n}-2: {command: start}`,
  },
  'build alone': { text: n => `${n}: {build: {path: image, tag: ${n}/i}}\n---\n- ${n}: {command: build}` },
  'a name more': {
    text: n =>
      `${n}: {build: {path: image, tag: ${n}/i}}\n---\n- ${n}: {command: build}\n- ${n}: {command: tag, tag: more}`,
  },
  'a commit': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: start}\n- ${n}: {command: commit, repository: ${n}/made}\n- ${n}: {command: remove}`,
  },
  'create alone': { text: n => `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: create}` },
  'a job': { text: n => `${n}: {creation: ${once}}\n---\n- ${n}: {command: start, until: exited}` },
  'an attached one': { text: n => `${n}: {creation: ${once}}\n---\n- ${n}: {command: start, attach: true}` },
  'until a line': {
    text: n =>
      `${n}: {creation: {image: "busybox:stable", command: [sh, -c, "echo up; sleep 900"], stop_signal: SIGKILL}}\n---\n- ${n}: {command: start, until: {log: up}}`,
  },
  'a command on this machine': { text: () => `{}\n---\n- ${host}}` },
  'commands, one after the other': {
    text: () => `{}\n---\n- ${host}}\n- ${host}}\n- ${host}, always: true}`,
  },
  'a command on the volumes': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: create}\n- ${n}: {command: execute, run: ["true"]}`,
  },
  'a command in a temporary container': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: execute, type: temporary, run: ["true"]}`,
  },
  'a command in the running container': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: start}\n- ${n}: {command: execute, type: in_running, run: ["true"]}`,
  },
  'a command when something has changed': {
    text: n => `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: start}\n- ${host}, when: changed}`,
  },
  'a variant': {
    variant: ':web',
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n${n}-2: {creation: ${run}, ${light}}\n---\n- ${n}: {command: start, variants: [web]}\n- ${n}-2: {command: start, variants: [db]}`,
  },
  'paused and on': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n---\n- ${n}: {command: start}\n- ${n}: {command: pause}\n- ${n}: {command: unpause}\n- ${n}: {command: stop}`,
  },
  'a failure that does not matter': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n---\n- host: {command: execute, run: ["false"], ignore_failure: true}\n- ${n}: {command: start, retries: 2}`,
  },
  'orders side by side': {
    text: n =>
      `${n}: {creation: ${run}, ${light}}\n${n}-2: {creation: ${run}, ${light}}\n---\n- ${n}: {command: start}\n  ${n}-2: {command: create}\n  ${host}}`,
  },
};

test('there are thirty of them', t => {
  t.is(Object.keys(small).length, 30);
});

for (const [title, { text, variant = '' }] of Object.entries(small)) {
  test(`the journal has the steps of the plan: ${title}`, async t => {
    const it = scenario(
      t,
      name => `${text(name)}\n`,
      name => ({ 'image/Dockerfile': `FROM busybox:stable\nLABEL for=${name}\n` }),
    );
    for (const command of ['start', 'start', 'purge']) {
      const plan = await it.plan(command + variant);
      await it.succeed(command + variant);
      const steps = await journalOf(it.configuration);
      const planned = plan.map(({ id, action }) => `${id} ${action}`);
      t.deepEqual(steps.toSorted(), planned.toSorted(), command);
    }
  });
}

/** Ids and actions of the steps of the last run. */
async function journalOf(configuration: string): Promise<readonly string[]> {
  const database = await openDatabase(join(configuration, '.nua-start'));
  const [run] = findRuns(database, { configuration, unit: undefined, limit: 1 });
  const steps = findSteps(database, run?.id ?? '');
  database.close();
  return steps.map(({ id, state }) => `${id} ${state === 'skipped' ? 'skip' : 'run'}`);
}
