import * as v from 'valibot';
import { OrderError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, mergeDeep } from '../../core/json.ts';

/** What may be done with a keyword without knowing the type of its value. */
export type KeywordRow = {
  /** Dotted field of the Engine call, `HostConfig.Memory`; empty where the value fills several fields, or none. */
  readonly field: string;
  /** One sentence for people. */
  readonly help: string;
  /** The part of the Engine call that a value makes. Late expressions must have been answered where numbers are wanted. */
  readonly toEngine: (value: unknown, keyword: string) => JsonObject;
};

/** A keyword is the schema of its value (absent and null are the same) with what else is known of it. */
export type Keyword<S extends v.GenericSchema> = v.NullishSchema<S, undefined> & KeywordRow;
export type KeywordTable = Readonly<Record<string, KeywordRow>>;

type Description<S extends v.GenericSchema> = {
  /** Checks and normalises the value. What comes out must go in again unchanged: it is read once more at create. */
  readonly schema: S;
  readonly field: string;
  readonly help: string;
};

/** One row of the keyword table. `convert` makes the Engine's value from the checked one. */
export function defineKeyword<S extends v.GenericSchema>(
  row: Description<S> & { readonly convert: (value: v.InferOutput<S>) => Json },
): Keyword<S> {
  const { schema, field, help, convert } = row;
  const toEngine = (value: unknown, keyword: string) =>
    placed(field, convert(checked(schema, value, keyword)));
  return Object.assign(v.nullish(schema), { field, help, toEngine });
}

/** A keyword whose checked value is the Engine's own. */
export function plainKeyword<S extends v.GenericSchema<unknown, Json>>(row: Description<S>): Keyword<S> {
  return defineKeyword({ ...row, convert: value => value });
}

/** The Engine call that values make together; later rows of the table win over earlier ones. */
export function applyKeywords(table: KeywordTable, values: Readonly<Record<string, unknown>>): JsonObject {
  let call: JsonObject = {};
  for (const [keyword, row] of Object.entries(table)) {
    const value = values[keyword];
    if (value !== undefined && value !== null) call = mergeDeep(call, row.toEngine(value, keyword));
  }
  return call;
}

function checked<S extends v.GenericSchema>(schema: S, value: unknown, keyword: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue);
  throw new OrderError(`${where ? `${keyword}.${where}` : keyword}: ${issue.message}`, {
    hint: 'look at what its late expression gives',
  });
}

function placed(field: string, value: Json): JsonObject {
  if (field === '') return isObject(value) ? value : {};
  const [key = '', ...inner] = field.split('.');
  return { [key]: inner.length > 0 ? placed(inner.join('.'), value) : value };
}
