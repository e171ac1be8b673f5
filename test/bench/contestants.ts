import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is measured. `no-op` starts what runs already; `purge` stops and removes what runs. */
export const phases = ['start', 'no-op', 'stop', 'purge'] as const;

export type Phase = (typeof phases)[number];

/** One of those that are compared: all do the same to containers of the same kind. */
export type Contestant = {
  readonly name: string;
  /** Words of the command that does it to so many containers. */
  readonly command: (phase: Phase, containers: number) => readonly string[];
};

const { execPath } = process;

/** nua-start as it is installed from a package's directory, on units that are written into `room`. */
export function nuaStart(room: string, prefix: string, directory: string): Contestant {
  return {
    name: 'nua-start',
    command: (phase, containers) => {
      const unit = `bench${containers}`;
      write(join(room, 'units', unit, 'start.yaml'), unitText(`${prefix}nua-`, containers));
      const command = phase === 'no-op' ? 'start' : phase;
      return [execPath, join(directory, 'src', 'bin.js'), '-c', room, 'run', `${unit}/${command}`];
    },
  };
}

/** The engine calls alone, made by bare.js. */
export function bareCalls(prefix: string): Contestant {
  const program = fileURLToPath(import.meta.resolve('./bare.js'));
  return {
    name: 'bare calls',
    command: (phase, containers) => {
      const verb = phase === 'no-op' ? 'list' : phase;
      return [execPath, program, verb, `${prefix}bare-`, String(containers)];
    },
  };
}

/** docker compose, where it is installed. */
export function compose(room: string, prefix: string): Contestant | undefined {
  if (spawnSync('docker', ['compose', 'version']).status !== 0) return undefined;
  const words = {
    start: ['up', '--detach'],
    'no-op': ['up', '--detach'],
    stop: ['stop'],
    purge: ['down', '--volumes'],
  };
  return {
    name: 'compose',
    command: (phase, containers) => {
      const file = join(room, `compose${containers}.yaml`);
      write(file, composeText(containers));
      return ['docker', 'compose', '-f', file, '-p', `${prefix}compose${containers}`, ...words[phase]];
    },
  };
}

/** Ended with SIGKILL, since `sleep` as a container's first process takes no notice of SIGTERM. */
function unitText(prefix: string, containers: number): string {
  return numbers(containers)
    .map(
      number =>
        `${prefix}${number}: {creation: {image: 'busybox:stable', command: [sleep, '86400'], stop_signal: SIGKILL}}\n`,
    )
    .join('');
}

/** On the engine's own bridge, as the others are. */
function composeText(containers: number): string {
  const service = `{image: 'busybox:stable', command: [sleep, '86400'], stop_signal: SIGKILL, network_mode: bridge}`;
  return `services:\n${numbers(containers)
    .map(number => `  b${number}: ${service}\n`)
    .join('')}`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
