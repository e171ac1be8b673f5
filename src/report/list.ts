import type { ListedCommand } from '../plan/commands.ts';

export type Listing = {
  readonly units?: readonly ListedCommand[];
  readonly services?: readonly string[];
  readonly data?: readonly string[];
};

/** A listing as text, one name a line, with titles where there are several kinds; or as one JSON object. */
export function describeList(listing: Listing, json: boolean): string {
  if (json) return JSON.stringify(listing);
  const kinds: [string, readonly string[] | undefined][] = [
    ['units', listing.units?.map(({ unit, command }) => `${unit}/${command}`)],
    ['services', listing.services],
    ['data', listing.data],
  ];
  const shown = kinds.flatMap(([title, names]) => (names ? [{ title, names }] : []));
  if (shown.length === 1) return shown.flatMap(({ names }) => names).join('\n');
  return shown
    .map(({ title, names }) => [`${title}:`, ...names.map(name => `  ${name}`)].join('\n'))
    .join('\n');
}
