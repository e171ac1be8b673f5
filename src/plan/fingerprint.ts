import { createHash } from 'node:crypto';
import { describeUnit } from '../unit/print.ts';
import type { Unit } from '../unit/unit.ts';

/** What a command line gives to a unit beside its text. */
export type Given = {
  readonly words: readonly string[];
  readonly environments: readonly string[];
  readonly settings: readonly string[];
  /** Whether there is one more entry before the unit's own. */
  readonly removeOrphans: boolean;
};

/** A digest that is the same for the same command with the same words, environment and unit text, and tells none of it. */
export function fingerprintOf(unit: Unit, given: Given): string {
  const { name, command, variants } = unit;
  const { words, environments, settings, removeOrphans } = given;
  const own = [name, command, variants, describeUnit(unit)];
  const text = JSON.stringify([own, words, environments, settings, removeOrphans]);
  return createHash('sha256').update(text).digest('hex');
}
