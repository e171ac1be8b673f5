import * as v from 'valibot';
import type { OrderError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Fault, Place } from '../core/places.ts';
import type { Composition, Container } from '../docker/container.ts';
import type { Docker, Output } from '../docker/engine.ts';
import { hasLate } from '../docker/late.ts';
import type { World } from '../docker/world.ts';
import type { Shell } from '../host/shell.ts';
import { answerLate } from './late.ts';

/** What an order may know besides its own arguments; all of it is data. */
export type Scope = {
  /** The unit that is run. */
  readonly unit: string;
  /** Absolute path of the configuration directory. */
  readonly configuration: string;
  readonly composition: Composition;
  /** Image of the helper containers that look at volumes. */
  readonly helperImage: string;
  readonly options: RunOptions;
};

export type RunOptions = {
  /** Treat containers, volumes and networks that others made as this unit's. */
  readonly adopt: boolean;
  /** Replace containers whose declaration has changed. */
  readonly recreate: boolean;
  /** Spare the volumes that `remove v: true` and purge would delete. */
  readonly keepVolumes: boolean;
};

/** Whom an order is for: a container of the composition, or (container undefined) `host`. */
export type Target = {
  readonly name: string;
  readonly container: Container | undefined;
  readonly scope: Scope;
};

/** What is to be done about an order in a world, and why. */
export type Decision = {
  readonly action: 'run' | 'skip';
  readonly reason: string;
  /** The world afterwards. */
  readonly effect: World;
  /** Why it cannot work in this world; final unless something that a plan cannot foresee comes before. */
  readonly problem?: OrderError | undefined;
};

/** What `run` may use. */
export type RunContext = {
  readonly docker: Docker;
  readonly shell: Shell;
  readonly signal: AbortSignal;
  readonly output: Output;
  /** Something the user should know although nothing failed. */
  readonly warn: (text: string) => void;
  /** Hexadecimal digits that nobody used before. */
  readonly unique: () => string;
  /** The directory `nua-start` was called in. */
  readonly cwd: string;
  /** The containers that earlier steps of the same order created. */
  readonly created: Set<string>;
  /** The facts that the decision to run was made on. */
  readonly world: World;
};

/** An order with its arguments, ready to be asked and run. */
export type Behaviour = {
  /** Orders that must have been done before, each a step of its own. */
  readonly needs: (target: Target, world: World) => readonly Need[];
  readonly decide: (target: Target, world: World) => Decision;
  readonly run: (target: Target, context: RunContext) => Promise<void>;
};

export type Need = {
  readonly kind: string;
  readonly target: string;
  readonly args: JsonObject;
  readonly behaviour: Behaviour;
  /**
   * Names what several orders may need at once: networks, volumes and images. They are made ahead of the containers of
   * an entry, one time for each key.
   */
  readonly key: string | undefined;
  readonly reach: Reach;
};

type On = 'container' | 'host' | 'both';

/** Whether, in one entry, a container comes after those it depends on (`up`) or before them (`down`). */
export type Direction = 'up' | 'down';

/** `engine`: what an order looks at or changes is more than its own container, so facts are read anew around it. */
type Reach = 'container' | 'engine';

/** An order of the second document. Its kind is the verb, its target a container or `host`. */
export type Order = {
  readonly kind: string;
  readonly target: string;
  /** As written. */
  readonly args: JsonObject;
  readonly variants: readonly string[];
  /** Seconds slept after it. */
  readonly wait: number;
  /** Seconds after which it fails; 0 for none. */
  readonly limit: number;
  readonly behaviour: Behaviour;
  readonly direction: Direction;
  readonly reach: Reach;
  readonly place: Place | undefined;
};

/** Orders run one entry after the other; the orders of one entry as their dependencies allow. */
export type Entry = readonly Order[];

/** A number of seconds, fractions allowed. */
export const seconds = v.pipe(v.number(), v.minValue(0));

/** A YAML 1.2 boolean, or the words that YAML 1.1 took for one (D 7). */
export const boolean = v.pipe(
  v.union([v.boolean(), v.picklist(['yes', 'no', 'on', 'off', 'true', 'false'])], 'expected a boolean'),
  v.transform(value => value === true || value === 'yes' || value === 'on' || value === 'true'),
);

const common = {
  timeout: v.optional(seconds),
  wait: v.optional(v.pipe(seconds, v.description('seconds to sleep after the order'))),
  variants: v.optional(
    v.pipe(v.array(v.string()), v.description('tags by which UNIT/COMMAND:TAG selects orders')),
  ),
};

type Arguments<E extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<E & typeof common, undefined>>;

type Specification<E extends v.ObjectEntries> = {
  /** A sentence for `help --order`. */
  readonly help: string;
  readonly on: On;
  readonly direction: Direction;
  readonly reach: Reach;
  /** Whether `timeout` limits the whole order or is the grace that the engine gives before it kills. */
  readonly timeout: 'limit' | 'grace';
  readonly arguments: E;
  /** What is wrong with arguments that are right one by one. */
  readonly check?: (args: Arguments<E>) => Omit<Fault, 'place'> | undefined;
  readonly needs?: (target: Target, args: Arguments<E>, world: World) => readonly Need[];
  readonly decide: (target: Target, args: Arguments<E>, world: World) => Decision;
  readonly run: (target: Target, args: Arguments<E>, context: RunContext) => Promise<void>;
};

/** An order's kind: what the registry holds. */
export type OrderKind = {
  readonly kind: string;
  readonly help: string;
  readonly on: On;
  readonly direction: Direction;
  readonly reach: Reach;
  readonly timeout: 'limit' | 'grace';
  readonly schema: v.StrictObjectSchema<v.ObjectEntries, undefined>;
  /** What is wrong with arguments that the schema accepts. */
  readonly check: (args: JsonObject) => Omit<Fault, 'place'> | undefined;
  /** Binds arguments that the schema accepts; throws a ValiError on others. */
  readonly bind: (args: JsonObject) => Behaviour;
  /** The order as a need of another one. */
  readonly as: (target: string, args?: JsonObject, key?: string) => Need;
};

/** Makes an order's kind: from here on its arguments are typed by the same schema that checks the file. */
export function defineOrder<const E extends v.ObjectEntries>(
  kind: string,
  given: Specification<E>,
): OrderKind {
  const typed = v.strictObject({ ...given.arguments, ...common });
  const parse = (args: JsonObject): Arguments<E> => v.parse(typed, args);
  const timeout = v.optional(v.pipe(seconds, v.description(timeoutHelp[given.timeout])));
  const schema = v.strictObject({ ...given.arguments, ...common, timeout });
  const bind = (args: JsonObject): Behaviour => {
    const parsed = parse(args);
    return {
      needs: (target, world) => given.needs?.(target, parsed, world) ?? [],
      decide: (target, world) => given.decide(target, parsed, world),
      run: async (target, context) =>
        given.run(target, await answered(parsed, args, target, context), context),
    };
  };
  /** Late expressions in the arguments are answered at the last moment. */
  async function answered(parsed: Arguments<E>, args: JsonObject, target: Target, context: RunContext) {
    if (!hasLate(args)) return parsed;
    const shell = args['shell'] === true;
    return parse(await answerLate(args, target.container?.name, context, shell));
  }
  const as = (target: string, args: JsonObject = {}, key?: string): Need => ({
    kind,
    target,
    args,
    behaviour: bind(args),
    key,
    reach: given.reach,
  });
  const { help, on, direction, reach } = given;
  return {
    kind,
    help,
    on,
    direction,
    reach,
    timeout: given.timeout,
    schema,
    check: args => given.check?.(parse(args)),
    bind,
    as,
  };
}

const timeoutHelp = {
  limit: 'seconds after which the order fails; none unless given',
  grace: "seconds between asking and killing; the container's own stop timeout unless given",
};
