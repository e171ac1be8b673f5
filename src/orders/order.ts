import type { OrderError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Place } from '../core/places.ts';
import type { Docker, Output } from '../docker/engine.ts';
import type { World } from '../docker/world.ts';
import type { Shell } from '../host/shell.ts';
import type { Target } from './scope.ts';

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
  /** Leaves a change open until the whole order has ended: it is kept when all went well, else undone. */
  readonly pledge: (pledge: Pledge) => void;
  /** The facts that the decision to run was made on. */
  readonly world: World;
};

/** A change that can still be taken back. */
export type Pledge = {
  readonly keep: () => Promise<void>;
  /** Answers what the user should know of it. */
  readonly undo: () => Promise<string>;
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

/** The order's own container (when it looks: and those that this one depends on), or anything that the engine has. */
export type Breadth = 'container' | 'engine';

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
  readonly behaviour: Behaviour;
  readonly direction: Direction;
  readonly reach: Reach;
  readonly place: Place | undefined;
};

/** Orders run one entry after the other; the orders of one entry as their dependencies allow. */
export type Entry = readonly Order[];
