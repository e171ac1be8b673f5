import * as v from 'valibot';
import type { JsonObject } from '../../core/json.ts';
import { textMap, texts } from './lists.ts';
import { integer, nanoseconds } from './quantities.ts';
import { reading, wanted } from './reading.ts';
import { word } from './scalars.ts';
import { byShape, fields } from './shapes.ts';

const restartWanted = 'no, always, unless-stopped, on-failure, on-failure:TIMES or {Name, MaximumRetryCount}';
const restartNames = v.picklist(['no', 'always', 'unless-stopped', 'on-failure'], wanted(restartWanted));
type Restart = { name: v.InferOutput<typeof restartNames>; maximum_retry_count?: number | string };

const restartFields = v.pipe(
  fields({ name: restartNames, maximum_retry_count: v.exactOptional(integer()) }),
  v.check(
    ({ name, maximum_retry_count: times = 0 }) => times === 0 || name === 'on-failure',
    'only on-failure counts: leave MaximumRetryCount out, or take Name: on-failure',
  ),
);

/** When the engine starts the container again by itself. */
export const restartPolicy = byShape({
  list: v.never(wanted(restartWanted)),
  mapping: restartFields,
  other: reading(v.union([v.string(), v.literal(false)], wanted(restartWanted)), restartWanted, readRestart, {
    pattern: String.raw`^(no|always|unless-stopped|on-failure(:\d+)?)$`,
  }),
});

export function engineRestart(given: v.InferOutput<typeof restartPolicy>): JsonObject {
  if (typeof given === 'string') return { Name: given };
  return { Name: given.name, MaximumRetryCount: given.maximum_retry_count ?? 0 };
}

const testWanted = 'a command line for the shell, or a list that begins with CMD, CMD-SHELL or NONE';

const testKinds = ['CMD', 'CMD-SHELL', 'NONE'];
const healthTest = byShape({
  list: v.pipe(
    texts,
    v.metadata({ items: [{ enum: testKinds }] }),
    v.check(([first = 'NONE']) => testKinds.includes(first), wanted(testWanted)),
  ),
  mapping: v.never(wanted(testWanted)),
  other: v.pipe(
    v.string(wanted(testWanted)),
    v.transform(line => ['CMD-SHELL', line]),
  ),
});

/** How the engine finds out whether the container is healthy. */
export const healthcheck = fields({
  test: v.exactOptional(healthTest),
  interval: v.exactOptional(nanoseconds),
  timeout: v.exactOptional(nanoseconds),
  retries: v.exactOptional(integer()),
  start_period: v.exactOptional(nanoseconds),
});

const healthNames = {
  test: 'Test',
  interval: 'Interval',
  timeout: 'Timeout',
  retries: 'Retries',
  start_period: 'StartPeriod',
} as const;

export function engineHealthcheck(given: v.InferOutput<typeof healthcheck>): JsonObject {
  return renamed(given, healthNames);
}

/** Limits of the container's processes. */
export const ulimits = v.array(
  v.pipe(
    fields({ name: word, soft: v.exactOptional(integer(-1)), hard: v.exactOptional(integer(-1)) }),
    v.check(({ soft, hard }) => soft !== undefined || hard !== undefined, 'wanted "soft", "hard" or both'),
  ),
  wanted('a list of {name, soft, hard}'),
);

/** A limit without its other half has the same value on both sides. */
export function engineUlimit({ name, soft, hard }: v.InferOutput<typeof ulimits>[number]): JsonObject {
  return { Name: name, Soft: soft ?? hard ?? -1, Hard: hard ?? soft ?? -1 };
}

/** The log driver with its options. */
export const logConfig = fields({ type: v.exactOptional(word), config: v.exactOptional(textMap) });

export function engineLogConfig(given: v.InferOutput<typeof logConfig>): JsonObject {
  return renamed(given, { type: 'Type', config: 'Config' });
}

function readRestart(given: string | false): Restart | undefined {
  if (given === false) return { name: 'no' };
  const [, name, times] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(given) ?? [];
  if (!v.is(restartNames, name) || (times !== undefined && name !== 'on-failure')) return undefined;
  return times === undefined ? { name } : { name, maximum_retry_count: Number(times) };
}

function renamed(given: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [names[name] ?? name, value]));
}
