import type { ArgumentParser } from 'argparse';
import * as v from 'valibot';
import { UsageError } from '../core/errors.ts';
import type { Example } from './help-page.ts';
import type { Runtime } from './wire.ts';

/** A sub-command: what it takes and what it does. */
export type Command = Described & {
  /** Answers the exit code. `values` are what argparse found. */
  readonly run: (values: object, runtime: Runtime) => Promise<number>;
};

type Described = {
  readonly name: string;
  /** One line: the list of sub-commands has it, and its own help begins with it. */
  readonly help: string;
  /** What stands behind the options, as in `[DIR]`. */
  readonly words?: string;
  readonly examples?: readonly Example[];
  readonly configure: (parser: ArgumentParser) => void;
};

/** Makes a sub-command whose values are typed by a schema; what the schema refuses is a UsageError of its message. */
export function defineCommand<S extends v.GenericSchema>(
  given: Described & {
    readonly values: S;
    readonly run: (values: v.InferOutput<S>, runtime: Runtime) => Promise<number>;
  },
): Command {
  const { values: schema, run: act, ...described } = given;
  const run: Command['run'] = async (values, runtime) => {
    const parsed = v.safeParse(schema, values);
    if (parsed.success) return act(parsed.output, runtime);
    throw new UsageError(parsed.issues[0].message, {
      hint: `"nua-start ${described.name} -h" shows what it takes`,
    });
  };
  return { ...described, run };
}
