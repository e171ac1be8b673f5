import { exitCodeOf } from '../core/errors.ts';
import { parseArguments } from './arguments.ts';
import { ownVersion } from './own-version.ts';
import { wire } from './wire.ts';

/** Runs the command line `nua-start …argv` and answers its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const runtime = wire();
  // Until the line has been read: what it may have been meant to say.
  let asked = { debug: argv.includes('-d') || argv.includes('--debug'), json: argv.includes('--json') };
  try {
    if (argv[0] === 'complete') {
      const { complete } = await import('./complete.ts');
      return await complete(argv.slice(1), runtime);
    }
    const { command, values } = parseArguments(argv, ownVersion());
    asked = { debug: values['debug'] !== 0, json: values['json'] !== 0 };
    return await command.run(values, runtime);
  } catch (error) {
    const [{ describeError }, { finished }] = await Promise.all([
      import('../report/error.ts'),
      import('../report/json.ts'),
    ]);
    runtime.stderr(describeError(error, runtime.styleFor('stderr', asked.debug)));
    if (asked.json) runtime.stdout(JSON.stringify(finished(error)));
    return exitCodeOf(error);
  }
}
