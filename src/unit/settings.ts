import { UnitError, UsageError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Path, Place } from '../core/places.ts';
import { parseYaml } from './yaml.ts';

/**
 * Reads what one `--set KEY=VALUE` says; `a.b=1` sets inside of the mapping `a`, the value is YAML.
 * @param reserved names that cannot be set
 * @throws UsageError
 */
export function readSetting(
  text: string,
  reserved: readonly string[],
): { value: JsonObject; placeOf: (path: Path) => Place } {
  const place = { file: `--set ${text}`, line: 1, column: 1 };
  const equals = text.indexOf('=');
  const path = text.slice(0, Math.max(0, equals)).split('.');
  if (equals < 0) throw wrong(text, 'has no "="');
  if (path.includes('')) throw wrong(text, 'lacks a name before the "="');
  if (path.includes('__proto__')) throw wrong(text, 'names "__proto__", which cannot be a key');
  const hidden = reserved.find(name => name === path[0]);
  if (hidden !== undefined) throw wrong(text, `names "${hidden}", which nua-start sets itself`);
  const [first = '', ...inner] = path;
  const value = inner.reduceRight<Json>((below, key) => ({ [key]: below }), settingValue(text, equals));
  return { value: { [first]: value }, placeOf: () => place };
}

function settingValue(text: string, equals: number): Json {
  try {
    const place = { file: `--set ${text}`, line: 1 };
    return parseYaml(text.slice(equals + 1), offset => ({ ...place, column: equals + 2 + offset })).value;
  } catch (cause) {
    if (cause instanceof UnitError) throw wrong(text, `has a value that is ${cause.message}`, cause);
    throw cause;
  }
}

function wrong(text: string, fault: string, cause?: unknown): UsageError {
  return new UsageError(`--set ${text} ${fault}`, {
    hint: 'write --set KEY=VALUE or --set KEY.INNER=VALUE',
    cause,
  });
}
