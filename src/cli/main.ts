import { exitCodeOf } from '../core/errors.ts';
import { stateFailure } from '../state/failure.ts';
import { parseArguments } from './arguments.ts';
import { ownVersion } from './own-version.ts';
import { type Runtime, wire } from './wire.ts';

/** Runs the command line `nua-start …argv` and answers its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const runtime = wire();
  const code = await answer(argv, runtime);
  const unwritten = await runtime.writing.failure();
  if (unwritten === undefined) return code;
  const { describeError } = await import('../report/error.ts');
  runtime.stderr(describeError(unwritten, runtime.styleFor('stderr', false)));
  return code || unwritten.exitCode;
}

async function answer(argv: readonly string[], runtime: Runtime): Promise<number> {
  // Until the line has been read: what it may have been meant to say.
  let asked = { debug: argv.includes('-d') || argv.includes('--debug'), json: argv.includes('--json') };
  try {
    if (argv[0] === 'complete') {
      const { complete } = await import('./complete.ts');
      return await complete(argv.slice(1), runtime);
    }
    const { command, values } = await parseArguments(argv, ownVersion());
    asked = { debug: values['debug'] !== 0, json: values['json'] !== 0 };
    return await command.run(values, runtime);
  } catch (error) {
    const [{ describeError }, { finished }] = await Promise.all([
      import('../report/error.ts'),
      import('../report/json.ts'),
    ]);
    const told = stateFailure(error);
    runtime.stderr(describeError(told, runtime.styleFor('stderr', asked.debug)));
    if (asked.json) runtime.showJson(finished(told));
    return exitCodeOf(told);
  }
}
