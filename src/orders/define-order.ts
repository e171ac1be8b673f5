import * as v from 'valibot';
import type { JsonObject } from '../core/json.ts';
import type { Fault, Place } from '../core/places.ts';
import { wanted } from '../docker/keywords/reading.ts';
import { hasLate } from '../docker/late/late.ts';
import type { World } from '../docker/world.ts';
import { answerLate } from './late.ts';
import type { Behaviour, Breadth, Decision, Direction, Need, On, Order, Reach, RunContext } from './order.ts';
import { parseAnswered } from './parse-answered.ts';
import type { Target } from './scope.ts';

/** A number of seconds, fractions allowed. */
export const seconds = v.pipe(v.number(), v.minValue(0));

const inYaml11 = ['yes', 'no', 'on', 'off', 'true', 'false'].flatMap(word => [
  word,
  `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  word.toUpperCase(),
]);

/** A YAML 1.2 boolean, or the words that YAML 1.1 took for one. */
export const boolean = v.pipe(
  v.union([v.boolean(), v.picklist(inYaml11)], wanted('yes or no')),
  v.transform(value => value === true || /^(yes|on|true)$/i.test(String(value))),
);

const common = {
  timeout: v.optional(seconds),
  wait: v.optional(v.pipe(seconds, v.description('seconds to sleep after the order'))),
  variants: v.optional(
    v.pipe(v.array(v.string()), v.description('tags by which UNIT/COMMAND:TAG selects orders')),
  ),
  retries: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.description('how often it is tried again when it fails; 0 unless given'),
    ),
  ),
  retry_delay: v.optional(v.pipe(seconds, v.description('seconds between two tries; 1 unless given'))),
  ignore_failure: v.optional(v.pipe(boolean, v.description('warn when it fails, and go on'))),
  always: v.optional(
    v.pipe(boolean, v.description('run also after the failure of another order, for clean-up')),
  ),
};

type Arguments<E extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<E & typeof common, undefined>>;

type CommonArguments = v.InferOutput<v.ObjectSchema<typeof common, undefined>>;

/** Answers the late expressions in a value; in a shell script each answer is one quoted word. */
export type Ask = (value: JsonObject, shell?: boolean) => Promise<JsonObject>;

/** What is wrong with an argument beside the others, or on such a target. */
type ArgumentFault = Omit<Fault, 'place'> & { readonly argument: string };

type Specification<E extends v.ObjectEntries> = {
  /** A sentence for `help --order`. */
  readonly help: string;
  readonly on: On;
  readonly direction: Direction;
  /** One word where it looks and changes equally far. */
  readonly reach: Breadth | Reach;
  /** Whether the engine cannot tell that it has been done: a run that goes on asks the journal. */
  readonly remembered?: boolean | ((args: Arguments<E>) => boolean);
  /** Whether `timeout` limits the whole order or is the grace that the engine gives before it kills. */
  readonly timeout: 'limit' | 'grace';
  readonly arguments: E;
  /** What is wrong with arguments that are right one by one. */
  readonly check?: (args: Arguments<E>, onHost: boolean) => ArgumentFault | undefined;
  /** What `check` refuses, as far as JSON Schema can say it: for editors. */
  readonly taken?: JsonObject;
  /** The host paths it mounts, absolute. */
  readonly hostPaths?: (args: Arguments<E>) => readonly string[];
  /** Answers late expressions in arguments of which some are shell scripts. */
  readonly answer?: (args: JsonObject, ask: Ask) => Promise<JsonObject>;
  readonly needs?: (target: Target, args: Arguments<E>, world: World) => readonly Need[];
  readonly decide: (target: Target, args: Arguments<E>, world: World) => Decision;
  readonly run: (target: Target, args: Arguments<E>, context: RunContext) => Promise<void>;
};

/** An order's kind: what the registry holds. */
export type OrderKind = {
  readonly kind: string;
  readonly help: string;
  readonly on: On;
  readonly timeout: 'limit' | 'grace';
  readonly schema: v.StrictObjectSchema<v.ObjectEntries, undefined>;
  /** More of what it takes, in the terms of JSON Schema. */
  readonly taken: JsonObject;
  /** What is wrong with arguments that the schema accepts. */
  readonly check: (args: JsonObject, onHost: boolean) => ArgumentFault | undefined;
  /** An order of this kind, of arguments that the schema accepts; throws a ValiError on others. */
  readonly order: (target: string, args?: JsonObject, given?: Origin) => Order;
  /** The order as a need of another one. */
  readonly as: (target: string, args?: JsonObject, key?: string) => Need;
};

type Origin = {
  readonly place?: Place | undefined;
  /** What the order runs with, where that is not what was written: its paths are absolute. */
  readonly effective?: JsonObject;
};

/** Makes an order's kind: from here on its arguments are typed by the same schema that checks the file. */
export function defineOrder<const E extends v.ObjectEntries>(
  kind: string,
  given: Specification<E>,
): OrderKind {
  const { help, on, direction, timeout } = given;
  const reach = typeof given.reach === 'string' ? { looks: given.reach, changes: given.reach } : given.reach;
  const typed = v.strictObject({ ...given.arguments, ...common });
  const parse = (args: JsonObject): Arguments<E> => v.parse(typed, args);
  const described = v.optional(v.pipe(seconds, v.description(timeoutHelp[timeout])));
  const bind = (args: JsonObject): Behaviour => {
    const parsed = parse(args);
    return {
      hostPaths: given.hostPaths?.(parsed) ?? [],
      needs: (target, world) => given.needs?.(target, parsed, world) ?? [],
      decide: (target, world) => given.decide(target, parsed, world),
      run: async (target, context) =>
        given.run(target, await answered(parsed, args, target, context), context),
    };
  };
  /** Late expressions in the arguments are answered at the last moment. */
  async function answered(
    parsed: Arguments<E>,
    args: JsonObject,
    { container }: Target,
    context: RunContext,
  ) {
    if (!hasLate(args)) return parsed;
    const ask: Ask = (value, shell) => answerLate(value, container?.name, context, shell);
    const all = await (given.answer ? given.answer(args, ask) : ask(args));
    context.resolved(all);
    return parseAnswered(typed, all, kind);
  }
  return {
    kind,
    help,
    on,
    timeout,
    schema: v.strictObject({ ...given.arguments, ...common, timeout: described }),
    taken: given.taken ?? {},
    check: (args, onHost) => given.check?.(parse(args), onHost),
    order: (target, args = {}, { place, effective = args } = {}) => {
      const parsed: CommonArguments = v.parse(v.object(common), args);
      const limit = timeout === 'limit' ? (parsed.timeout ?? 0) : 0;
      const { variants = [], wait = 0, retries = 0, retry_delay: retryDelay = 1 } = parsed;
      const { ignore_failure: ignoreFailure = false, always = false } = parsed;
      const { remembered = false } = given;
      return {
        kind,
        target,
        args,
        variants,
        wait,
        limit,
        tolerance: { retries, retryDelay, ignoreFailure, always },
        behaviour: bind(effective),
        direction,
        reach,
        remembered: typeof remembered === 'function' ? remembered(parse(args)) : remembered,
        place,
      };
    },
    as: (target, args = {}, key) => ({ kind, target, args, behaviour: bind(args), key, reach }),
  };
}

const timeoutHelp = {
  limit: 'seconds after which the order fails; none unless given',
  grace: "seconds between asking and killing; the container's own stop timeout unless given",
};
