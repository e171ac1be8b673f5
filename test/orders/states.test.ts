import test from 'ava';
import { planError, planText } from '../support/plan.ts';

type State = 'missing' | 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'dead';

/** What each order comes to for a container in each state. */
const orders: Readonly<Record<string, Readonly<Record<State, string>>>> = {
  start: {
    missing: 'run create web needed by start web: missing; run start web not started yet',
    created: 'run start web not started yet',
    running: 'skip start web running, nothing to do',
    paused: 'run start web paused',
    restarting: 'skip start web running, nothing to do',
    exited: 'run start web not running',
    dead: 'run start web not running',
  },
  'start, restart: yes': {
    missing: 'run create web needed by start web: missing; run start web not started yet',
    created: 'run start web not started yet',
    running: 'run stop web needed by start web: running; run start web not running',
    paused: 'run stop web needed by start web: paused; run start web not running',
    restarting: 'run stop web needed by start web: restarting; run start web not running',
    exited: 'run start web not running',
    dead: 'run start web not running',
  },
  stop: {
    missing: 'skip stop web not there',
    created: 'skip stop web not running',
    running: 'run stop web running',
    paused: 'run stop web paused',
    restarting: 'run stop web restarting',
    exited: 'skip stop web not running',
    dead: 'skip stop web not running',
  },
  pause: {
    missing: 'skip pause web not there',
    created: 'skip pause web not running',
    running: 'run pause web running',
    paused: 'skip pause web paused already',
    restarting: 'skip pause web not running',
    exited: 'skip pause web not running',
    dead: 'skip pause web not running',
  },
  unpause: {
    missing: 'skip unpause web not there',
    created: 'skip unpause web not paused',
    running: 'skip unpause web not paused',
    paused: 'run unpause web paused',
    restarting: 'skip unpause web not paused',
    exited: 'skip unpause web not paused',
    dead: 'skip unpause web not paused',
  },
  create: {
    missing: 'run create web missing',
    created: 'skip create web there already',
    running: 'skip create web there already',
    paused: 'skip create web there already',
    restarting: 'skip create web there already',
    exited: 'skip create web there already',
    dead: 'skip create web there already',
  },
  remove: {
    missing: 'skip remove web not there',
    created: 'run remove web created',
    running: 'run stop web needed by remove web: running; run remove web exited',
    paused: 'run stop web needed by remove web: paused; run remove web exited',
    restarting: 'run stop web needed by remove web: restarting; run remove web exited',
    exited: 'run remove web exited',
    dead: 'run remove web dead',
  },
  'remove, v: yes': {
    missing: 'skip remove web not there',
    created: 'run remove web created',
    running: 'run stop web needed by remove web: running; run remove web exited',
    paused: 'run stop web needed by remove web: paused; run remove web exited',
    restarting: 'run stop web needed by remove web: restarting; run remove web exited',
    exited: 'run remove web exited',
    dead: 'run remove web dead',
  },
  commit: {
    missing: 'error: commit web: there is no container "web" to commit',
    created: 'run commit web becomes image a:latest',
    running: 'run commit web becomes image a:latest',
    paused: 'run commit web becomes image a:latest',
    restarting: 'run commit web becomes image a:latest',
    exited: 'run commit web becomes image a:latest',
    dead: 'run commit web becomes image a:latest',
  },
  'execute, run: [id]': {
    missing: 'error: execute web: container "web" is not there, so its volumes cannot be looked at',
    created: "run execute web on the container's volumes",
    running: "run execute web on the container's volumes",
    paused: "run execute web on the container's volumes",
    restarting: "run execute web on the container's volumes",
    exited: "run execute web on the container's volumes",
    dead: "run execute web on the container's volumes",
  },
  'execute, type: temporary, run: [id]': {
    missing: 'run execute web in a temporary container',
    created: 'run execute web in a temporary container',
    running: 'run execute web in a temporary container',
    paused: 'run execute web in a temporary container',
    restarting: 'run execute web in a temporary container',
    exited: 'run execute web in a temporary container',
    dead: 'run execute web in a temporary container',
  },
  'execute, type: in_running, run: [id]': {
    missing: 'run execute web in a temporary container',
    created: 'run execute web in a temporary container',
    running: 'run execute web in the running container',
    paused: 'run execute web in a temporary container',
    restarting: 'run execute web in a temporary container',
    exited: 'run execute web in a temporary container',
    dead: 'run execute web in a temporary container',
  },
};

for (const [order, outcomes] of Object.entries(orders)) {
  for (const [state, outcome] of Object.entries(outcomes)) {
    test(`{command: ${order}} on a container that is ${state}`, t => {
      const text = `web: {creation: {image: a}}\n---\n- web: {command: ${order}}\n`;
      const world = { images: ['a'], containers: state === 'missing' ? {} : { web: stateOf(state) } };
      const said = outcome.startsWith('error')
        ? planError(t, text, { world }).split('\n').slice(0, 1)
        : planText(t, text, { world }).split('\n').slice(1);
      t.is(said.map(line => line.trim().replace(/ +/g, ' ')).join('; '), outcome);
    });
  }
}

function stateOf(state: string): Exclude<State, 'missing'> {
  const found = states.find(known => known === state);
  if (found) return found;
  throw new TypeError(state);
}

const states = ['created', 'running', 'paused', 'restarting', 'exited', 'dead'] as const;
