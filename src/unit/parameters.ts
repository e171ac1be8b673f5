import * as v from 'valibot';
import { throwFaults } from '../core/errors.ts';
import { isObject, type Json } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import { boolean } from '../orders/define-order.ts';
import { addFault, check, type Part, within } from './check.ts';
import { wordChecker } from './words.ts';
import type { ParsedYaml } from './yaml.ts';

/** A word or an option that a unit takes on the command line: an `add_argument` of argparse. */
export type Parameter = v.InferOutput<typeof parameterSchema>;

const scalar = v.union([v.string(), v.number(), v.boolean()], 'expected a text, a number or a boolean');
const described = <S extends v.GenericSchema>(schema: S, text: string) =>
  v.optional(v.pipe(schema, v.description(text)));

export const parameterSchema = v.strictObject({
  name: v.pipe(v.string(), v.description('--option, or without dashes the name of a word by its position')),
  short: described(
    v.pipe(v.string(), v.regex(/^-[^-]$/, 'expected a dash and one letter')),
    'one letter for the option: -l',
  ),
  choices: described(v.array(scalar), 'the values it takes'),
  default: described(v.unknown(), 'its value when it is not given'),
  help: described(v.string(), 'a line for the usage'),
  nargs: described(
    v.union(
      [
        v.pipe(v.number(), v.integer(), v.minValue(0)),
        v.picklist(['?', '*', '+', 'argparse.REMAINDER', '...']),
      ],
      'expected a number, "?", "*", "+" or argparse.REMAINDER',
    ),
    'how many words: a number, "?", "*", "+", or argparse.REMAINDER for all that follow',
  ),
  action: described(
    v.picklist([
      'store',
      'store_true',
      'store_false',
      'store_const',
      'append',
      'append_const',
      'extend',
      'count',
    ]),
    'what is done with it; store unless given',
  ),
  type: described(v.picklist(['int', 'float', 'str', 'bool']), 'what the word is read as; str unless given'),
  metavar: described(v.string(), 'its name in the usage'),
  required: described(boolean, 'whether the option must be given'),
  const: described(
    v.unknown(),
    'the value of store_const, append_const, and of an option with nargs "?" that stands alone',
  ),
  dest: described(v.string(), 'its name in templates: args.DEST'),
});

/**
 * Reads the third document: a list of `add_argument` mappings.
 * @throws UnitError with every fault
 */
export function readParameters({ value, placeOf }: ParsedYaml): readonly Parameter[] {
  const faults: Fault[] = [];
  const part: Part = { path: [], placeOf, faults, what: 'the third document', code: 'parameters' };
  const parameters = readList(value, part);
  throwFaults(faults);
  return parameters;
}

function readList(value: Json, part: Part): readonly Parameter[] {
  if (value === null) return [];
  const problemOf = wordChecker();
  if (Array.isArray(value))
    return value.flatMap((item, index) => readOne(item, within(part, [index]), problemOf) ?? []);
  addFault(part, [], { message: 'the third document: expected a list of parameters', hint: example });
  return [];
}

const example = 'for example "- add_argument: {name: --level, default: info}"';

function readOne(
  item: Json,
  part: Part,
  problemOf: (parameter: Parameter) => string | undefined,
): Parameter | undefined {
  const [[key, value] = [], ...more] = isObject(item) ? Object.entries(item) : [];
  if (key !== 'add_argument' || more.length > 0) {
    addFault(part, [], { message: 'a parameter: expected one "add_argument" mapping', hint: example });
    return undefined;
  }
  const at = within(part, ['add_argument'], 'parameter');
  const parameter = check(parameterSchema, value, at);
  const problem = parameter && problemOf(parameter);
  if (problem !== undefined)
    addFault(at, ['name'], { message: `parameter "${parameter?.name}": ${problem}` });
  return parameter;
}
