import { existsSync } from 'node:fs';
import { mappingFaults } from '../core/errors.ts';
import type { Fault, Origin, Place } from '../core/places.ts';
import type { Environment } from './environment.ts';
import { readSource } from './source.ts';

/**
 * Does what may throw a UnitError; a fault in a value that came through a template then also names the variable and
 * where the environment sets it.
 */
export function tracingOrigins<T>(environment: Environment, read: () => T): T {
  return mappingFaults(fault => withOrigins(fault, environment), read);
}

/** The fault with the variables that its place shows. */
export function withOrigins(fault: Fault, environment: Environment): Fault {
  const origins = fault.place ? namesAt(fault.place).flatMap(name => originOf(name, environment) ?? []) : [];
  return origins.length > 0 ? { ...fault, origins } : fault;
}

/** The names in the template expressions that a place covers: `MYAPP.port` of `{{ MYAPP.port | int }}`. */
function namesAt({ file, line, column, length = 1 }: Place): readonly string[] {
  if (!existsSync(file)) return [];
  const written = readSource(file).text.split('\n')[line - 1] ?? '';
  const covered = written.slice(column - 1, column - 1 + length);
  const expressions = covered.match(/\{\{.*?\}\}/g) ?? [];
  const names = expressions.flatMap(text => text.replace(/"[^"]*"|'[^']*'/g, '').match(path) ?? []);
  return [...new Set(names)];
}

/** A name with its members, and not a filter. */
const path = /(?<![|\w.]\s*)[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g;

/** Where the value, or the mapping that holds it, is set. */
function originOf(name: string, { origins }: Environment): Origin | undefined {
  const keys = name.split('.');
  for (let length = keys.length; length > 0; length -= 1) {
    const place = origins(keys.slice(0, length));
    if (place) return { name, place };
  }
  return undefined;
}
