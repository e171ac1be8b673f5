import { exitCodeOf, messageOf, NuaError, UnitError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import type { RunEvent } from '../engine/events.ts';
import type { Reporter } from './reporter.ts';

/** Every event as one JSON object a line, but for how many bytes have come: a machine has no bar to draw. */
export function jsonReporter(show: (event: JsonObject) => void): Reporter {
  const tell = (event: RunEvent): void => {
    if (event.type !== 'transfer') show(describeEvent(event));
  };
  return { tell, end: async () => {} };
}

function describeEvent(event: Exclude<RunEvent, { type: 'transfer' }>): JsonObject {
  const time = new Date(event.time).toISOString();
  if (event.type === 'finished') return { ...finished(event.error), time };
  if (event.type === 'failed') return { ...event, time, error: describeErrorAsJson(event.error) };
  return { ...event, time };
}

/** The last object of a run, also of one that never began. */
export function finished(error: unknown): JsonObject {
  if (error === undefined) return { type: 'finished', ok: true, exitCode: 0 };
  return { type: 'finished', ok: false, exitCode: exitCodeOf(error), error: describeErrorAsJson(error) };
}

/** An error as data: its faults with their places where it has them. */
export function describeErrorAsJson(error: unknown): JsonObject {
  if (error instanceof UnitError) return { message: error.message, faults: error.faults.map(describeFault) };
  if (!(error instanceof NuaError)) return { message: messageOf(error) };
  const output: Json = error.output.length > 0 ? { output: error.output } : {};
  return { ...describeFault(error), ...output };
}

/** A fault as data. */
export function describeFault({ message, place, hint, code, origins }: Fault): JsonObject {
  const { file, line, column } = place ?? {};
  const variables = origins?.map(({ name, place: set }) => ({
    name,
    file: set.file,
    line: set.line,
    column: set.column,
  }));
  return withoutUndefined({ file, line, column, message, hint, code, variables });
}

function withoutUndefined(value: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, item]])),
  );
}
