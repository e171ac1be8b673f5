import type { ArgumentGroup, ArgumentParser } from 'argparse';
import * as v from 'valibot';

/** Options that stand on both sides of the sub-command. Counts add up, of values the last one wins. */
export function addCommonOptions(parser: ArgumentGroup, side: 'before' | 'after'): void {
  const dest = (name: string): string => (side === 'before' ? `${name}_before` : name);
  parser.add_argument('-c', '--configdir', {
    dest: dest('configuration'),
    metavar: 'DIR',
    help: 'the configuration directory; else the nearest one here or above that holds units/',
  });
  parser.add_argument('--state-dir', {
    dest: dest('stateDirectory'),
    metavar: 'DIR',
    help: 'where runs are written down; else $NUA_STATE_DIR, else .nua-start/ in the configuration directory',
  });
  parser.add_argument('-v', '--verbose', {
    dest: dest('verbose'),
    action: 'count',
    default: 0,
    help: 'more: also what builds and pulls say; twice: each time that bytes have come',
  });
  parser.add_argument('-q', '--quiet', {
    dest: dest('quiet'),
    action: 'count',
    default: 0,
    help: 'less: errors and the last line only',
  });
  parser.add_argument('-d', '--debug', {
    dest: dest('debug'),
    action: 'count',
    default: 0,
    help: 'also each call to the engine',
  });
  parser.add_argument('--json', {
    dest: dest('json'),
    action: 'count',
    default: 0,
    help: 'answer in JSON, on stdout',
  });
}

export const commonValues = {
  configuration: v.nullish(v.string()),
  stateDirectory: v.nullish(v.string()),
  verbose: v.number(),
  quiet: v.number(),
  debug: v.number(),
  json: v.pipe(
    v.number(),
    v.transform(count => count > 0),
  ),
};

/** What both sides of the sub-command gave, as one. */
export function joinSides(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const joined: Record<string, unknown> = { ...values };
  for (const [key, before] of Object.entries(values)) {
    if (!key.endsWith('_before')) continue;
    const name = key.slice(0, -'_before'.length);
    const after = values[name];
    joined[name] =
      typeof after === 'number' && typeof before === 'number' ? after + before : (after ?? before);
  }
  return joined;
}

/** For every sub-command that reads units. */
export function addEnvironmentOptions(parser: ArgumentParser): void {
  const group = parser.add_argument_group('values for the templates of unit files');
  group.add_argument('-e', '--environment', {
    dest: 'environments',
    action: 'append',
    default: [],
    metavar: 'NAME|FILE',
    help: 'a set of values, environments/NAME/*.yaml, or a file; may be repeated',
  });
  group.add_argument('--set', {
    dest: 'settings',
    action: 'append',
    default: [],
    metavar: 'KEY=VALUE',
    help: 'one value (a.b=1 sets inside mappings); may be repeated',
  });
}

export const environmentValues = { environments: v.array(v.string()), settings: v.array(v.string()) };

/** For every sub-command that talks to the engine. */
export function addEngineOptions(parser: ArgumentParser): void {
  const group = parser.add_argument_group('the Docker engine');
  group.add_argument('-H', '--host', {
    dest: 'engine',
    metavar: 'ENGINE',
    help: 'the engine, as in DOCKER_HOST: unix:///path or tcp://host:port',
  });
  group.add_argument('--insecure', {
    action: 'store_true',
    help: 'allow plain tcp to an engine on another machine',
  });
}

export const engineValues = { engine: v.nullish(v.string()), insecure: v.boolean() };
