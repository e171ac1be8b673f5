import * as v from 'valibot';
import { wanted } from '../docker/keywords/reading.ts';
import { byShape, strictMapping } from '../docker/keywords/shapes.ts';

const conditionWanted = 'running, healthy, exited, {log: PATTERN} or {port: NUMBER}';
const pattern = v.pipe(v.string(), v.check(isPattern, wanted('a regular expression')));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));

/** A condition for a started container, as a unit file writes it. */
export const until = byShape({
  list: v.never(wanted(conditionWanted)),
  mapping: v.pipe(
    strictMapping({ log: v.exactOptional(pattern), port: v.exactOptional(port) }),
    v.metadata({ minProperties: 1, maxProperties: 1 }),
    v.rawTransform<{ log?: string; port?: number }, { readonly log: string } | { readonly port: number }>(
      ({
        dataset: {
          value: { log, port },
        },
        addIssue,
        NEVER,
      }) => {
        if (log !== undefined && port === undefined) return { log };
        if (port !== undefined && log === undefined) return { port };
        addIssue({ message: 'wanted either "log" or "port"' });
        return NEVER;
      },
    ),
  ),
  other: v.picklist(['running', 'healthy', 'exited'], wanted(conditionWanted)),
});

export type Until = v.InferOutput<typeof until>;

/** What is to be said of a container that does not meet a condition: `is not healthy`. */
export function describeUnmet(condition: Until): string {
  if (condition === 'exited') return 'has not ended';
  if (typeof condition === 'string') return `is not ${condition}`;
  return 'log' in condition
    ? `has written no line like ${JSON.stringify(condition.log)}`
    : `does not listen on port ${condition.port}`;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
