import type { JsonObject } from '../core/json.ts';
import type { Path, Place } from '../core/places.ts';
import type { BuildKeywords, CreationKeywords, StartupKeywords } from './keywords.ts';
import type { Relations } from './relations.ts';

/** A container as its unit declares it: checked, host paths absolute, late expressions still in it. */
export type Container = {
  readonly name: string;
  /** The unit that declares it; for an import, the imported one. */
  readonly unit: string;
  readonly build: BuildKeywords | undefined;
  readonly creation: CreationKeywords;
  readonly startup: StartupKeywords;
  /** The Engine API's own names for the create call, merged last. */
  readonly engine: JsonObject;
  readonly dependsOn: readonly string[];
  /** What its sections say of other containers, networks, volumes and paths, as they are declared. */
  readonly relations: Relations;
  /** The entry as it stands in the file after templates: what `--print-unit` prints. */
  readonly written: JsonObject;
  readonly place: Place;
  /** Where a part of the entry stands: its key, or its value. */
  readonly placeOf: (path: Path, at: 'key' | 'value') => Place;
};

/** A network of the unit, as `unit.networks` declares it. */
export type NetworkDeclaration = {
  readonly driver?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly internal?: boolean | undefined;
  readonly external?: boolean | undefined;
};

/** A named volume, as `unit.volumes` declares it. */
export type VolumeDeclaration = {
  readonly driver?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly external?: boolean | undefined;
};

/** The first document of a unit: what there is. */
export type Composition = {
  readonly containers: ReadonlyMap<string, Container>;
  readonly networks: ReadonlyMap<string, NetworkDeclaration>;
  readonly volumes: ReadonlyMap<string, VolumeDeclaration>;
  /** Addresses for links whose container is not there (`unit.hosts`). */
  readonly hosts: ReadonlyMap<string, string>;
  /** Directory in which `host` orders run; the current one when undefined. */
  readonly hostDirectory: string | undefined;
};
