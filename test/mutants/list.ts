/** A fault that a test must notice: a piece of src/, exactly as it stands there, and what takes its place. */
export type Mutant = {
  readonly name: string;
  /** From the checkout. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** ava files of which one has to turn red. */
  readonly tests: readonly string[];
};

export const mutants: readonly Mutant[] = [
  {
    name: 'a far name is suggested',
    file: 'src/core/suggest.ts',
    find: 'Math.floor(name.length / 3)',
    replace: 'name.length',
    tests: ['test/core/suggest.test.ts'],
  },
  {
    name: 'the first near name is suggested, not the nearest',
    file: 'src/core/suggest.ts',
    find: '      least = edits;\n',
    replace: '',
    tests: ['test/core/suggest.test.ts'],
  },
  {
    name: 'a mapping is replaced where it should be merged',
    file: 'src/core/json.ts',
    find: 'isObject(former) && isObject(value) ? mergeDeep(former, value) : value',
    replace: 'value',
    tests: ['test/core/json.test.ts'],
  },
];
