import { distance } from 'fastest-levenshtein';

/** The known name that was probably meant, if any is near: at most a third of its letters differ. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const edits = editsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}

/** A hint for an unknown name: the nearest known one, else all of them. `label` stands before the list. */
export function suggest(name: string, known: Iterable<string>, label = 'known'): string | undefined {
  const names = [...known].sort();
  const meant = nearest(name, names);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return names.length > 0 ? `${label}: ${names.join(', ')}` : undefined;
}

/** The edit distance, where the right letters in a slightly wrong order (`stpo`) count as one edit. */
function editsBetween(one: string, other: string): number {
  const edits = distance(one, other);
  return edits === 2 && [...one].sort().join('') === [...other].sort().join('') ? 1 : edits;
}
