import type { Composition, Container } from '../docker/container.ts';

/** What an order may know besides its own arguments; all of it is data. */
export type Scope = {
  /** The unit that is run. */
  readonly unit: string;
  /** Absolute path of the configuration directory. */
  readonly configuration: string;
  readonly composition: Composition;
  /** Image of the helper containers that look at volumes. */
  readonly helperImage: string;
  /** Texts that must not be shown or written down. */
  readonly secrets: readonly string[];
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
