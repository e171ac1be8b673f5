/**
 * A unit that is disturbed at each of its steps. Its name is the beginning of every other name on the engine. What comes
 * too early in it, or runs twice at once, fails.
 */
export type ReferenceUnit = {
  /** What it shows, in one word. */
  readonly about: string;
  /** The files of its configuration directory, `units/NAME/start.yaml` among them. */
  readonly files: (name: string) => Readonly<Record<string, string>>;
  /** The files that are written between what is set up and what is disturbed: a declaration that has changed. */
  readonly changes?: (name: string) => Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
};

/** A command that is disturbed, and what there is before it. */
export type Case = {
  readonly command: string;
  readonly from: 'nothing' | 'started';
  readonly options?: readonly string[];
};

const usual: readonly Case[] = [
  { command: 'build', from: 'nothing' },
  { command: 'start', from: 'nothing' },
  { command: 'create', from: 'nothing' },
  { command: 'stop', from: 'started' },
  { command: 'restart', from: 'started' },
  { command: 'purge', from: 'started' },
];

const recreating: readonly Case[] = [{ command: 'start', from: 'started', options: ['--recreate'] }];

/** Sleeps, and stops at once. */
const sleeper = "image: 'busybox:stable', command: [sleep, '600'], stop_signal: SIGKILL";

/** Where no network is looked at: the engine needs twice as long to start a container with one of its own. */
const light = 'network_mode: host';

export const referenceUnits: readonly ReferenceUnit[] = [
  {
    about: 'volumes',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
unit: {volumes: {${name}-named: {}}}
${name}-data:
  creation: {${sleeper}, volumes: [/anonymous]}
  startup: {binds: {${name}-named: /named}}
${name}-web:
  creation: {${sleeper}}
  startup: {volumes_from: [${name}-data], ${light}}
---
- ${name}-data: {command: create}
- ${name}-web: {command: start}
`,
    }),
  },
  {
    about: 'networks',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
unit: {networks: {${name}-front: {}, ${name}-back: {}}}
${name}-web:
  creation: {${sleeper}, networking_config: {${name}-front: {aliases: [www]}, ${name}-back: {}}}
${name}-db:
  creation: {${sleeper}, networking_config: {${name}-back: {}}}
`,
    }),
  },
  {
    about: 'links',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
${name}-db: {creation: {${sleeper}}}
${name}-web:
  creation: {${sleeper}}
  startup: {links: {${name}-db: db}}
`,
    }),
  },
  {
    about: 'health',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
${name}-db:
  creation:
    image: busybox:stable
    command: [sh, -c, 'rm -f /data/ready; sleep 1.5; touch /data/ready; exec sleep 600']
    stop_signal: SIGKILL
    volumes: [/data]
    healthcheck: {test: 'test -f /data/ready', interval: 300ms, retries: 20}
  startup: {${light}}
${name}-web:
  creation: {image: 'busybox:stable', command: [sh, -c, 'test -f /data/ready && exec sleep 600'], stop_signal: SIGKILL}
  startup: {volumes_from: [${name}-db], ${light}}
`,
    }),
  },
  {
    about: 'build',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
${name}-web:
  build: {path: app, tag: '${name}/web'}
  creation: {command: [sleep, '600'], stop_signal: SIGKILL}
  startup: {${light}}
`,
      'app/Dockerfile': `FROM busybox:stable\nLABEL faultrun=${name}\nCOPY text /text\nRUN cat /text > /copy\nVOLUME /data\n`,
      'app/text': 'hello\n',
    }),
  },
  {
    about: 'execute',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
host: {build: {path: .}}
${name}-web: {creation: {${sleeper}, volumes: [/data]}, startup: {${light}}}
---
- host: {command: execute, run: [touch, marker]}
- ${name}-web: {command: start}
- ${name}-web: {command: execute, type: in_running, shell: yes, run: '{ mkdir /lock && trap "rmdir /lock" EXIT && trap "exit 1" TERM; } || exit; sleep 1 & wait'}
- ${name}-web: {command: execute, shell: yes, run: 'sleep 0.2; touch /data/file_system'}
- ${name}-web: {command: execute, type: temporary, shell: yes, run: 'sleep 0.2; touch /data/temporary'}
`,
    }),
  },
  {
    about: 'images',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
${name}-web:
  build: {path: app, tag: '${name}/web'}
  creation: {command: [sleep, '600'], stop_signal: SIGKILL}
  startup: {${light}}
---
- ${name}-web: {command: build}
- ${name}-web: {command: tag, repository: ${name}/web, tag: tagged}
- ${name}-web: {command: start}
- ${name}-web: {command: commit, repository: ${name}/made, tag: one}
`,
      'app/Dockerfile': `FROM busybox:stable\nLABEL faultrun=${name}\nRUN echo ${name} > /name\n`,
    }),
  },
  {
    about: 'entries',
    cases: usual,
    files: name => ({
      [`units/${name}/start.yaml`]: `
${name}-setup:
  creation: {image: 'busybox:stable', command: [sh, -c, 'rm -f /data/done; sleep 1.5; touch /data/done'], volumes: [/data]}
  startup: {${light}}
  job: {exit_code: 0}
${name}-web:
  creation: {image: 'busybox:stable', command: [sh, -c, 'test -f /data/done && exec sleep 600'], stop_signal: SIGKILL}
  startup: {volumes_from: [${name}-setup], ${light}}
${name}-a: {creation: {${sleeper}}, startup: {${light}}}
${name}-b: {creation: {${sleeper}}, startup: {${light}}}
---
- ${name}-setup: {command: start}
- ${name}-web: {command: start}
- ${name}-a: {command: start}
  ${name}-b: {command: start}
`,
    }),
  },
  {
    about: 'recreate',
    cases: recreating,
    files: name => recreated(name, 'old'),
    changes: name => recreated(name, 'new'),
  },
  {
    about: 'recreate-networks',
    cases: recreating,
    files: name => recreatedOnNetworks(name, 'old'),
    changes: name => recreatedOnNetworks(name, 'new'),
  },
];

/** One case, and the unit that it is one of. */
export type CaseOfUnit = Case & { readonly unit: ReferenceUnit };

/** Every case of every unit. */
export const allCases: readonly CaseOfUnit[] = referenceUnits.flatMap(unit =>
  unit.cases.map(each => ({ ...each, unit })),
);

function recreated(name: string, text: string): Readonly<Record<string, string>> {
  return {
    [`units/${name}/start.yaml`]: `
${name}-web: {creation: {${sleeper}, volumes: [/data], environment: {TEXT: ${text}}}}
`,
  };
}

function recreatedOnNetworks(name: string, text: string): Readonly<Record<string, string>> {
  return {
    [`units/${name}/start.yaml`]: `
unit: {networks: {${name}-front: {}, ${name}-back: {}}}
${name}-web:
  creation:
    image: busybox:stable
    command: [sleep, '600']
    stop_signal: SIGKILL
    volumes: [/data]
    environment: {TEXT: ${text}}
    networking_config: {${name}-front: {}, ${name}-back: {}}
    healthcheck: {test: 'true', interval: 300ms}
${name}-b: {creation: {${sleeper}, environment: {TEXT: ${text}}}, depends_on: [${name}-web]}
`,
  };
}
