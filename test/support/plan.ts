import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type ContainerFacts, type World, withContainer } from '../../src/docker/world.ts';
import { declarationLabels } from '../../src/orders/declaration.ts';
import { ownLabels } from '../../src/orders/labels.ts';
import type { RunOptions, Scope } from '../../src/orders/scope.ts';
import { readCommand } from '../../src/plan/commands.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { type Plan, stepsOf } from '../../src/plan/plan.ts';
import { describeError } from '../../src/report/error.ts';
import { describePlan } from '../../src/report/plan.ts';
import { readEnvironment } from '../../src/unit/environment.ts';
import type { Sources } from '../../src/unit/file.ts';
import { readUnitName } from '../../src/unit/names.ts';
import { printUnit } from '../../src/unit/print.ts';
import type { Unit } from '../../src/unit/unit.ts';
import { withConfiguration, writeFiles } from './configuration.ts';
import { emptyWorld } from './world.ts';

export type Given = {
  /** `web/start` unless given. */
  readonly command?: string;
  /** Further files of the configuration directory. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: readonly string[];
  /** What follows the unit on the command line. */
  readonly words?: readonly string[];
  readonly world?: WorldGiven;
  readonly options?: Partial<RunOptions>;
};

/** What an engine has. A container is one that the unit made as it declares it, but for what is said here. */
export type WorldGiven = {
  readonly containers?: Readonly<Record<string, ContainerFacts['state'] | Partial<ContainerFacts>>>;
  readonly images?: readonly string[];
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  /** Relative to the configuration directory. */
  readonly absentPaths?: readonly string[];
};

export type Planned = { readonly unit: Unit; readonly scope: Scope; readonly world: World };

/** The plan, as `--plan` prints it, for a unit `web` whose `start` is this text. The configuration directory is DIR. */
export function planText(t: ExecutionContext, text: string, given: Given = {}): string {
  const planned = prepare(t, text, given);
  const made = plan(planned);
  t.deepEqual(stepsOf(plan(asPrinted(planned))), stepsOf(made), 'its printed form gives the same plan');
  return describePlan(made).replaceAll(planned.scope.configuration, 'DIR');
}

/** The same after the unit has been printed and saved as a command of its own. */
function asPrinted({ unit, scope, world }: Planned): Planned {
  const path = join('units', unit.name, 'as-printed.yaml');
  writeFiles(scope.configuration, { [path]: printUnit(unit, text => text) });
  const sources = sourcesIn(scope.configuration, {});
  const read = readCommand({ unit: unit.name, command: 'as-printed', variants: [] }, sources);
  return { unit: read, scope: { ...scope, composition: read.composition }, world };
}

/** What the user sees when reading the unit or planning it fails; places are relative to the configuration directory. */
export function planError(t: ExecutionContext, text: string, given: Given = {}): string {
  return planFailure(t, text, given).described;
}

/** The same with the error itself; faults of the environment are among those that are caught. */
export function planFailure(t: ExecutionContext, text: string, given: Given = {}) {
  const configuration = configurationOf(t, text, given);
  const error = t.throws(() => plan(preparedFrom(sourcesIn(configuration, given), given)));
  return { error, configuration, described: describe(error, { configuration }) };
}

export function plan({ unit, scope, world }: Planned): Plan {
  return makePlan(unit, scope, world);
}

/** A unit `web` whose `start` is this text, with the world that it meets. */
export function prepare(t: ExecutionContext, text: string, given: Given = {}): Planned {
  return preparedFrom(sourcesOf(t, text, given), given);
}

function preparedFrom(sources: Sources, given: Given): Planned {
  const unit = readCommand(
    readUnitName(given.command ?? 'web/start', () => sources.configuration),
    sources,
  );
  const scope: Scope = {
    unit: unit.name,
    configuration: sources.configuration,
    composition: unit.composition,
    helperImage: 'busybox:stable',
    secrets: [],
    options: { adopt: false, recreate: false, keepVolumes: false, ...given.options },
  };
  return { unit, scope, world: worldOf(given.world ?? {}, unit, scope) };
}

/** A configuration directory that holds the text as `units/web/start.yaml`. */
export function sourcesOf(t: ExecutionContext, text: string, given: Given = {}): Sources {
  return sourcesIn(configurationOf(t, text, given), given);
}

function configurationOf(t: ExecutionContext, text: string, { files = {} }: Given): string {
  return withConfiguration(t, { 'units/web/start.yaml': text, ...files });
}

function sourcesIn(
  configuration: string,
  { settings = [], command = 'web/start', words = [] }: Given,
): Sources {
  const environment = readEnvironment({
    configuration,
    chosen: [],
    settings,
    cwd: configuration,
    hostname: 'here',
    uid: 0,
    gid: 0,
    processEnv: {},
  });
  return { configuration, environment, cwd: configuration, words: { words, name: command } };
}

/** An error as the user sees it. */
function describe(error: unknown, { configuration }: Pick<Sources, 'configuration'>): string {
  const readFile = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
  return describeError(error, { readFile, color: false, debug: false, cwd: configuration }).replaceAll(
    configuration,
    'DIR',
  );
}

function worldOf(given: WorldGiven, unit: Unit, scope: Scope): World {
  const { containers = {}, images = [], networks = [], volumes = [], absentPaths = [] } = given;
  const labels = ownLabels(unit.name, scope);
  const withoutContainers: World = {
    ...emptyWorld,
    images: new Map(images.map(name => [`sha256:${name}`, imageFacts(name, unit)])),
    networks: new Map(networks.map(name => [name, { name, labels }])),
    volumes: new Map(volumes.map(name => [name, { name, labels }])),
    absentPaths: new Set(absentPaths.map(path => `${scope.configuration}/${path}`)),
  };
  return Object.entries(containers).reduce(
    (world, [name, said]) => withContainer(world, name, containerFacts(name, said, unit, scope, world)),
    withoutContainers,
  );
}

function imageFacts(name: string, unit: Unit) {
  const isBuilt = [...unit.composition.containers.values()].some(({ build }) => build?.tag === name);
  const labels: Record<string, string> = isBuilt ? { 'nua-start.unit': unit.name } : {};
  return { id: `sha256:${name}`, references: [name.includes(':') ? name : `${name}:latest`], labels };
}

function containerFacts(
  name: string,
  said: ContainerFacts['state'] | Partial<ContainerFacts>,
  unit: Unit,
  scope: Scope,
  world: World,
): ContainerFacts {
  const container = unit.composition.containers.get(name);
  return {
    id: `id of ${name}`,
    name,
    state: typeof said === 'string' ? said : 'running',
    imageId: undefined,
    labels: {
      ...ownLabels(unit.name, scope),
      ...(container ? declarationLabels(container, world, scope) : {}),
    },
    mounts: [],
    networks: [],
    ...(typeof said === 'string' ? {} : said),
  };
}
