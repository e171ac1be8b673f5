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
  /** Time of the processor, without the start of the program: in that of the reference work, as machines differ. */
  readonly times: number;
  /** The most that the whole process held, in MiB. */
  readonly mebibytes: number;
};

const [configuration = ''] = process.argv.slice(2);
const [result, took] = timed(attempt);
const [, unit] = timed(referenceWork);
const measured: Measured = {
  ...result,
  times: took / unit,
  mebibytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(measured));

/** What it answers, and the microseconds of the processor that it took. */
function timed<T>(work: () => T): readonly [T, number] {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return [result, user + system];
}

/** Texts made, sorted and written as JSON: about a tenth of a second on a usual machine. */
function referenceWork(): number {
  const texts = Array.from({ length: 60_000 }, (_, index) => `${(index * 7919) % 60_013} of them`);
  return JSON.stringify(JSON.parse(JSON.stringify(texts.toSorted()))).length;
}

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
