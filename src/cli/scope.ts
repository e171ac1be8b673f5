import type { RunOptions, Scope } from '../orders/scope.ts';
import type { Sources } from '../unit/file.ts';
import type { Unit } from '../unit/unit.ts';

/** What orders may know of the unit that is run, and of what was asked for. */
export function scopeOf(unit: Unit, sources: Sources, options: RunOptions): Scope {
  return { ...surroundings(sources), unit: unit.name, composition: unit.composition, options };
}

/** What is the same for every unit of a configuration directory. */
export function surroundings({
  configuration,
  environment,
}: Sources): Pick<Scope, 'configuration' | 'helperImage' | 'secrets'> {
  const { helper_image: helperImage } = environment.values;
  return {
    configuration,
    helperImage: typeof helperImage === 'string' ? helperImage : 'busybox:stable',
    secrets: environment.secrets,
  };
}
