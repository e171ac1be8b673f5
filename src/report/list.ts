import type { CommandWithVariants } from '../unit/list-variants.ts';
import type { ListedCommand } from '../unit/listing.ts';

export type Listing = {
  readonly units?: readonly ListedCommand[];
  readonly variants?: readonly CommandWithVariants[];
  readonly services?: readonly string[];
  readonly data?: readonly string[];
};

/** A listing as text, one name a line, with titles where there are several kinds; or as one JSON object. */
export function describeList(listing: Listing, json: boolean): string {
  if (json) return describeAsJson(listing);
  const kinds: [string, readonly string[] | undefined][] = [
    ['units', listing.units?.map(({ unit, command }) => `${unit}/${command}`)],
    ['variants', listing.variants?.flatMap(namesWithVariants)],
    ['services', listing.services],
    ['data', listing.data],
  ];
  const shown = kinds.flatMap(([title, names]) => (names ? [{ title, names }] : []));
  if (shown.length === 1) return shown.flatMap(({ names }) => names).join('\n');
  return shown
    .map(({ title, names }) => [`${title}:`, ...names.map(name => `  ${name}`)].join('\n'))
    .join('\n');
}

/** Variants are told of each unit, and not as a list of their own. */
function describeAsJson({ units, variants, ...others }: Listing): string {
  const commands = variants ?? units;
  return JSON.stringify({ ...(commands ? { units: commands } : {}), ...others });
}

function namesWithVariants({ unit, command, variants }: CommandWithVariants): readonly string[] {
  return variants.map(variant => `${unit}/${command}:${variant}`);
}
