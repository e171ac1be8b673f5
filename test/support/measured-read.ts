// Reads the unit `web/start` of a configuration directory, as a program of its own: prints what came of it, and what it
// took, as one JSON object.
import { existsSync, readFileSync } from 'node:fs';
import { UnitError } from '../../src/core/errors.ts';
import { describeError } from '../../src/report/error.ts';
import { readEnvironment } from '../../src/unit/environment.ts';
import { readUnit } from '../../src/unit/read.ts';

export type Measured = {
  /** Undefined when the unit can be read. */
  readonly error: 'UnitError' | 'another' | undefined;
  /** As the user sees it. */
  readonly text: string;
  /** Of the processor, without the start of the program. */
  readonly seconds: number;
  /** The most that the whole process held, in MiB. */
  readonly mebibytes: number;
};

const [configuration = ''] = process.argv.slice(2);
const before = process.cpuUsage();
const result = attempt();
const { user, system } = process.cpuUsage(before);
const measured: Measured = {
  ...result,
  seconds: (user + system) / 1e6,
  mebibytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(measured));

function attempt(): Pick<Measured, 'error' | 'text'> {
  try {
    const machine = { hostname: 'here', uid: 0, gid: 0, processEnv: {} };
    const environment = readEnvironment({
      configuration,
      chosen: [],
      settings: [],
      cwd: configuration,
      ...machine,
    });
    const sources = { configuration, environment, cwd: configuration, words: undefined };
    readUnit('web', 'start', `${configuration}/units/web/start.yaml`, sources);
    return { error: undefined, text: '' };
  } catch (error) {
    const text = describeError(error, {
      readFile: file => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
      color: false,
      debug: false,
      cwd: configuration,
    });
    return { error: error instanceof UnitError ? 'UnitError' : 'another', text };
  }
}
