import type { OrderError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Place } from '../core/places.ts';
import type { Docker, Listener } from '../docker/engine.ts';
import type { World } from '../docker/world.ts';
import type { Shell } from '../host/shell.ts';
import type { Note } from '../state/journal.ts';
import type { Change } from './recovery/registry.ts';
import type { Target } from './scope.ts';

/** What is to be done about an order in a world, and why. */
export type Decision = {
  readonly action: 'run' | 'skip';
  readonly reason: string;
  /** The world afterwards. */
  readonly effect: World;
  /** Why it cannot work in this world; final unless something that a plan cannot foresee comes before. */
  readonly problem?: OrderError | undefined;
  /** How far the run of it has to look, where that is further than the decision does. */
  readonly looks?: Breadth;
};

/** What `run` may use. */
export type RunContext = Listener & {
  readonly docker: Docker;
  readonly shell: Shell;
  /** Something the user should know although nothing failed. */
  readonly warn: (text: string) => void;
  /** Hexadecimal digits that nobody used before. */
  readonly unique: () => string;
  /** The directory `nua-start` was called in. */
  readonly cwd: string;
  /** The containers that earlier steps of the same order created. */
  readonly created: Set<string>;
  /** Leaves a change open until the whole order has ended: it is kept when all went well, else undone. */
  readonly pledge: (pledge: Pledge) => void;
  /** Writes down what is about to be half made, so that the next run can bring order into it if this one dies. */
  readonly note: (change: Change) => Note;
  /** Tells of the arguments with their late expressions answered. */
  readonly resolved: (args: JsonObject) => void;
  /** What marks the commands of this step, and no other step of any run. */
  readonly mark: string;
  /** Variables that commands on this machine see beside those of this process. */
  readonly variables: Readonly<Record<string, string>>;
  /** The facts that the decision to run was made on. */
  readonly world: World;
};

/** A change that can still be taken back. */
export type Pledge = {
  /** As it was written down, where it was. */
  readonly note?: Note;
  readonly keep?: () => Promise<void>;
  /** Answers what the user should know of it. */
  readonly undo: () => Promise<string | undefined>;
};

/** An order with its arguments, ready to be asked and run. */
export type Behaviour = {
  /** The host paths that the order itself mounts, absolute. */
  readonly hostPaths: readonly string[];
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

/** Whom a kind of order may be for. */
export type On = 'container' | 'host' | 'both';

/** Whether, in one entry, a container comes after those it depends on (`up`) or before them (`down`). */
export type Direction = 'up' | 'down';

/**
 * How much of the world: the order's own container (when it looks: and those that this one depends on), all containers,
 * or anything that the engine has.
 */
export type Breadth = 'container' | 'containers' | 'engine';

const breadths: readonly Breadth[] = ['container', 'containers', 'engine'];

/** Whether one reaches further than another. */
export function isWider(one: Breadth, other: Breadth): boolean {
  return breadths.indexOf(one) > breadths.indexOf(other);
}

/** How far an order's decision looks, and how far its run changes things: by this, facts are read anew around it. */
export type Reach = { readonly looks: Breadth; readonly changes: Breadth };

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
  readonly tolerance: Tolerance;
  readonly behaviour: Behaviour;
  readonly direction: Direction;
  readonly reach: Reach;
  /** Whether only the journal knows that it has been done: no engine does. */
  readonly remembered: boolean;
  readonly place: Place | undefined;
};

/** What becomes of an order that fails, or of which another one has failed. */
export type Tolerance = {
  /** How often it is tried again. */
  readonly retries: number;
  /** Seconds between two tries. */
  readonly retryDelay: number;
  /** Whether its failure is only warned of. */
  readonly ignoreFailure: boolean;
  /** Whether it runs also after another order has failed. */
  readonly always: boolean;
};

/** Orders run one entry after the other; the orders of one entry as their dependencies allow. */
export type Entry = readonly Order[];
