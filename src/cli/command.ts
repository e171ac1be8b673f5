import type { ArgumentParser } from 'argparse';
import type * as v from 'valibot';
import { UsageError } from '../core/errors.ts';
import type { Runtime } from './wire.ts';

/** A sub-command: what it takes and what it does. */
export type Command = {
  readonly name: string;
  readonly help: string;
  readonly configure: (parser: ArgumentParser) => void;
  /** Answers the exit code. `values` are what argparse found. */
  readonly run: (values: object, runtime: Runtime) => Promise<number>;
};

/** Makes a sub-command whose values are typed by a schema; what the schema refuses is a UsageError of its message. */
export function defineCommand<S extends v.GenericSchema>(given: {
  readonly name: string;
  readonly help: string;
  readonly configure: (parser: ArgumentParser) => void;
  readonly values: S;
  readonly run: (values: v.InferOutput<S>, runtime: Runtime) => Promise<number>;
}): Command {
  const { name, help, configure, values: schema } = given;
  const run: Command['run'] = async (values, runtime) => {
    const { safeParse } = await import('valibot');
    const parsed = safeParse(schema, values);
    if (parsed.success) return given.run(parsed.output, runtime);
    throw new UsageError(parsed.issues[0].message, { hint: `"nua-start ${name} -h" shows what it takes` });
  };
  return { name, help, configure, run };
}
