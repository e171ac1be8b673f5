import * as v from 'valibot';

/** A condition for a started container (D 21), as a unit file writes it. */
export const until = v.union(
  [
    v.picklist(['running', 'healthy', 'exited']),
    v.strictObject({ log: v.pipe(v.string(), v.check(isPattern, 'is no regular expression')) }),
    v.strictObject({ port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535)) }),
  ],
  'expected running, healthy, exited, {log: PATTERN} or {port: NUMBER}',
);

export type Until = v.InferOutput<typeof until>;

/** `healthy`, `port 80`, `log "ready"`. */
export function describeUntil(condition: Until): string {
  if (typeof condition === 'string') return condition;
  return 'log' in condition ? `log ${JSON.stringify(condition.log)}` : `port ${condition.port}`;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
