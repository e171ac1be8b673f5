/**
 * What a UNIT/COMMAND[:VARIANT]… may become: names, and behind a colon the variants that do not stand there yet.
 * @param variantsOf is asked for one name at most, and only behind a colon
 */
export function completeUnitName(
  word: string,
  names: readonly string[],
  variantsOf: (name: string) => readonly string[],
): readonly string[] {
  const [name = '', ...variants] = word.split(':');
  const last = variants.pop();
  if (last === undefined) return names.filter(known => known.startsWith(name));
  return variantsOf(name)
    .filter(variant => variant.startsWith(last) && !variants.includes(variant))
    .map(variant => [name, ...variants, variant].join(':'));
}
