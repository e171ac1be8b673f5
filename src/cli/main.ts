import { exitCodeOf } from '../core/errors.ts';
import { parseArguments } from './arguments.ts';
import { ownVersion } from './own-version.ts';
import { type Runtime, wire } from './wire.ts';

/** Runs the command line `nua-start …argv` and answers its exit code (D 25). */
export async function main(argv: readonly string[]): Promise<number> {
  const runtime = wire();
  try {
    return await dispatch(argv, runtime);
  } catch (error) {
    const [{ describeError }, { finished }] = await Promise.all([
      import('../report/error.ts'),
      import('../report/json.ts'),
    ]);
    runtime.stderr(
      describeError(error, {
        readFile: runtime.readFile,
        color: runtime.color,
        debug: false,
        cwd: runtime.cwd,
      }),
    );
    if (argv.includes('--json')) runtime.stdout(JSON.stringify(finished(error)));
    return exitCodeOf(error);
  }
}

async function dispatch(argv: readonly string[], runtime: Runtime): Promise<number> {
  if (argv[0] === 'complete') {
    const { complete } = await import('./complete.ts');
    return complete(argv.slice(1), runtime);
  }
  const { command, values } = parseArguments(argv, ownVersion());
  return command.run(values, runtime);
}
