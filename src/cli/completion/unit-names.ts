/**
 * What a UNIT/COMMAND[:VARIANT]… may become: names, and behind a colon the variants that do not stand there yet.
 * @param known the variants of the unit that the word names
 */
export function completeUnitName(
  word: string,
  names: readonly string[],
  known: readonly string[],
): readonly string[] {
  const [name = '', ...variants] = word.split(':');
  const last = variants.pop();
  if (last === undefined) return names.filter(each => each.startsWith(name));
  return known
    .filter(variant => variant.startsWith(last) && !variants.includes(variant))
    .map(variant => [name, ...variants, variant].join(':'));
}
