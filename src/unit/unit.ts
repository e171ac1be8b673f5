import type { JsonObject } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import type { Composition } from '../docker/container.ts';
import type { Entry } from '../orders/order.ts';
import type { Parameter } from './parameters.ts';

/** A command of a unit, read and checked: what there is and what is to be done. */
export type Unit = {
  readonly name: string;
  readonly command: string;
  readonly variants: readonly string[];
  /** The file it was read from, absolute; for a generated command that of `start`. */
  readonly file: string;
  readonly composition: Composition;
  readonly entries: readonly Entry[];
  /** What the words behind the unit on the command line are. */
  readonly parameters: readonly Parameter[];
  /** What is right and should yet be looked at. */
  readonly warnings: readonly Fault[];
  /** The mapping `unit:` of the first document, as written. */
  readonly section: JsonObject;
  /** The entry `host` of the first document, as written. */
  readonly host: JsonObject;
};

/** `myapp/start:dev`, taken apart. */
export type UnitName = {
  readonly unit: string;
  readonly command: string;
  readonly variants: readonly string[];
};
