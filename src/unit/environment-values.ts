import { isObject, type Json } from '../core/json.ts';
import type { Path } from '../core/places.ts';
import type { Environment } from './environment.ts';

/** One value of an environment: `MYAPP.port`, and where it is set; file and line are absent for an automatic one. */
export type ListedValue = {
  readonly name: string;
  readonly value: Json;
  readonly file?: string;
  readonly line?: number;
};

/** Every value, mappings taken apart, in the order in which they came. The process environment is left out. */
export function listValues(environment: Environment): readonly ListedValue[] {
  const { osenv: _, ...values } = environment.values;
  return Object.entries(values).flatMap(([name, value]) => leaves(value, [name], environment));
}

function leaves(value: Json, path: Path, environment: Environment): ListedValue[] {
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key], environment));
  }
  const place = environment.origins(path);
  const name = path.join('.');
  return [place ? { name, value, file: place.file, line: place.line } : { name, value }];
}
