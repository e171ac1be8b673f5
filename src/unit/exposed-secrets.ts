import type { Json } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import { redactor } from '../core/redaction.ts';
import type { Unit } from './unit.ts';

/** Warnings for secrets in command lines, which every user of the machine can read in its list of processes. */
export function findExposedSecrets(unit: Unit, secrets: readonly string[]): readonly Fault[] {
  const redact = redactor(secrets);
  const isExposed = (value: Json | undefined): boolean => {
    const text = JSON.stringify(value ?? null);
    return redact(text) !== text;
  };
  const orders = unit.entries.flat().filter(({ args }) => isExposed(args['run']));
  const containers = [...unit.composition.containers.values()].filter(({ creation }) =>
    isExposed([creation.command ?? null, creation.entrypoint ?? null]),
  );
  return [
    ...orders.map(({ kind, target, place }) => warning(`the command line of ${kind} ${target}`, place)),
    ...containers.map(({ name, place }) => warning(`the command line of container "${name}"`, place)),
  ];
}

function warning(where: string, place: Fault['place']): Fault {
  const hint = 'give it in "environment", or in a file';
  return { message: `a secret stands in ${where}, for all to read in the list of processes`, place, hint };
}
