import { UsageError } from '../core/errors.ts';
import { isObject, type Json } from '../core/json.ts';
import { suggest } from '../core/suggest.ts';
import { formatUnitName } from './names.ts';
import type { Unit } from './unit.ts';

/** The tags that a unit's orders carry, sorted. */
export function knownVariants(unit: Unit): readonly string[] {
  return [...new Set(unit.entries.flat().flatMap(({ variants }) => variants))].sort();
}

/** The same of a second document as written, whatever else may be wrong in it. */
export function namedVariants(orders: Json | undefined): readonly string[] {
  const entries = (Array.isArray(orders) ? orders : [orders]).filter(isObject);
  const variants = entries
    .flatMap(Object.values)
    .flatMap(order => (isObject(order) ? order['variants'] : []));
  return [...new Set(variants.flat())].filter(name => typeof name === 'string').sort();
}

/**
 * The unit with only the orders that carry one of the tags; all orders when none is asked for.
 * @throws UsageError for a tag that no order carries
 */
export function selectVariants(unit: Unit, variants: readonly string[]): Unit {
  if (variants.length === 0) return unit;
  const known = knownVariants(unit);
  for (const name of variants) {
    if (known.includes(name)) continue;
    const where = formatUnitName({ unit: unit.name, command: unit.command, variants: [] });
    throw new UsageError(`no order of ${where} carries the variant "${name}"`, {
      hint: known.length > 0 ? suggest(name, known, 'variants') : 'its orders carry no variants',
    });
  }
  const entries = unit.entries.map(entry =>
    entry.filter(order => order.variants.some(name => variants.includes(name))),
  );
  return { ...unit, variants, entries: entries.filter(entry => entry.length > 0) };
}
