import { commandNames } from '../../src/cli/commands.ts';

const web = "web: {creation: {image: 'busybox:stable'}}\n---\n";

/** A configuration directory to complete in. What is not completed is broken: reading it would leave no answer. */
export const completionFiles = {
  'environments/default.yaml': 'last: bc\n',
  'environments/dev/values.yaml': 'last: dev-only\n',
  'environments/live/values.yaml': '',
  'services/db/Dockerfile': '',
  'services/web/Dockerfile': '',
  'units/a/start.yaml': `${web}- web: {command: start, variants: [aa, ab]}
- web: {command: execute, run: [date], variants: [{{ last }}, aa]}
---
- add_argument: {name: --level, short: -l, choices: [low, high], help: how much of it}
- add_argument: {name: colour, choices: [red, green]}
- add_argument: {name: rest, nargs: argparse.REMAINDER}
`,
  'units/a/stop.yaml': `${web}- web: {command: stop, variants: [own]}\n`,
  'units/ab.yaml': `${web}- web: {command: strat}\n`,
  'units/broken/start.yaml': '{{ nothing }}',
  'other config/units/only/start.yaml': web,
} as const;

/** A line, and the words that its last one may become. */
export const completionRows: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['nua-start ', commandNames],
  ['nua-start va', ['validate']],
  ['nua-start nothing', []],
  ['nua-start -v --c', ['--configdir']],
  ['nua-start run a/st', ['a/start', 'a/stop']],
  ['nua-start run b', generatedAnd('broken')],
  ['nua-start run x', []],
  ['nua-start run a/start:', ['a/start:aa', 'a/start:ab', 'a/start:bc']],
  ['nua-start run a/start:a', ['a/start:aa', 'a/start:ab']],
  ['nua-start run a/start:aa:', ['a/start:aa:ab', 'a/start:aa:bc']],
  ['nua-start run a/start:bc:aa:', ['a/start:bc:aa:ab']],
  ['nua-start run a/purge:b', ['a/purge:bc']],
  ['nua-start run a/stop:', ['a/stop:own']],
  ['nua-start run -e dev a/start:d', ['a/start:dev-only']],
  ['nua-start run --set last=set a/start:s', ['a/start:set']],
  ['nua-start run broken/start:', []],
  ['nua-start run nothing/start:', []],
  ['nua-start run --pr', ['--print-only', '--print-substitutions', '--print-unit']],
  ['nua-start run -e d', ['dev']],
  ['nua-start run --environment=l', ['--environment=live']],
  ['nua-start run -e environments/d', ['environments/default.yaml', 'environments/dev/']],
  ['nua-start run a/start --', ['--help', '--level']],
  ['nua-start run a/start --level ', ['high', 'low']],
  ['nua-start run a/start --level=l', ['--level=low']],
  ['nua-start run a/start:aa -l low ', ['green', 'red']],
  ['nua-start run a/start red --', []],
  ['nua-start help --unit ', ['a', 'ab', 'broken']],
  ['nua-start help --unit a/start', []],
  ['nua-start help --service ', ['db', 'web']],
  ['nua-start help --order st', ['start', 'stop']],
  ['nua-start validate a b', ['broken']],
  ['nua-start status a', ['a', 'ab']],
  [
    'nua-start status --',
    [
      '--configdir',
      '--debug',
      '--environment',
      '--help',
      '--host',
      '--insecure',
      '--json',
      '--quiet',
      '--set',
      '--state-dir',
      '--verbose',
    ],
  ],
  ['nua-start logs -f b', ['broken']],
  ['nua-start logs a/', ['a/web']],
  ['nua-start logs --t', ['--tail', '--timestamps']],
  ['nua-start exec ', ['a/', 'ab/', 'broken/']],
  ['nua-start exec -u root a/w', ['a/web']],
  ['nua-start exec broken/', []],
  ['nua-start exec a/web -- --', []],
  ['nua-start graph a/pu', ['a/purge']],
  ['nua-start graph a/start:b', ['a/start:bc']],
  ['nua-start graph --format ', ['mermaid', 'text']],
  ['nua-start graph a/start r', ['red']],
  ['nua-start completion ', ['bash', 'fish', 'zsh']],
  ['nua-start init ser', ['services/']],
  ["nua-start -c 'other config' run only/st", ['only/start', 'only/stop']],
  ['nua-start -c other\\ config/ run only/st', ['only/start', 'only/stop']],
];

function generatedAnd(unit: string): readonly string[] {
  const names = ['build', 'cleanup', 'create', 'pause', 'purge', 'restart', 'start', 'stop', 'unpause'];
  return names.map(name => `${unit}/${name}`);
}
