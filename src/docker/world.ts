/** What is known of a container. */
export type ContainerFacts = {
  /** The engine's id; `planned:NAME` for one that a plan would make. */
  readonly id: string;
  readonly name: string;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Id of the image it was made from; undefined for one that a plan would make from it does not know what. */
  readonly imageId: string | undefined;
  readonly labels: Labels;
  readonly mounts: readonly MountFacts[];
  readonly networks: readonly string[];
};

export type MountFacts = {
  readonly type: string;
  /** The volume's name; for a bind, undefined. */
  readonly volume: string | undefined;
  readonly destination: string;
};

export type ImageFacts = {
  readonly id: string;
  readonly references: readonly string[];
  readonly labels: Labels;
};

export type NetworkFacts = { readonly name: string; readonly labels: Labels };
export type VolumeFacts = { readonly name: string; readonly labels: Labels };
export type Labels = Readonly<Record<string, string>>;

/** What is known of an engine at one moment, or what a plan expects of it. Never changed: each change is a new one. */
export type World = {
  readonly containers: ReadonlyMap<string, ContainerFacts>;
  /** By id. */
  readonly images: ReadonlyMap<string, ImageFacts>;
  readonly networks: ReadonlyMap<string, NetworkFacts>;
  readonly volumes: ReadonlyMap<string, VolumeFacts>;
  /** Paths that the unit binds or builds from and that this machine lacks; empty when the engine is elsewhere. */
  readonly absentPaths: ReadonlySet<string>;
  /** Whether a step of this run has done anything yet. */
  readonly touched: boolean;
  /** The containers that this run has put in the place of running ones and has not waited for yet. */
  readonly renewed: ReadonlySet<string>;
};

/** What the engine itself knows. */
export type EngineFacts = Pick<World, 'containers' | 'images' | 'networks' | 'volumes'>;

/** The world with one container put in, replaced, or (undefined) taken out. */
export function withContainer(world: World, name: string, facts: ContainerFacts | undefined): World {
  return { ...world, containers: changed(world.containers, name, facts) };
}

/** The world in which a container has been renewed, or (false) waited for. */
export function withRenewed(world: World, name: string, isRenewed: boolean): World {
  const others = [...world.renewed].filter(other => other !== name);
  return { ...world, renewed: new Set(isRenewed ? [...others, name] : others) };
}

export function withImage(world: World, id: string, facts: ImageFacts | undefined): World {
  return { ...world, images: changed(world.images, id, facts) };
}

export function withNetwork(world: World, name: string, facts: NetworkFacts | undefined): World {
  return { ...world, networks: changed(world.networks, name, facts) };
}

export function withVolume(world: World, name: string, facts: VolumeFacts | undefined): World {
  return { ...world, volumes: changed(world.volumes, name, facts) };
}

/** The containers that mount a volume, running or not. */
export function usersOfVolume(world: Pick<World, 'containers'>, volume: string): readonly ContainerFacts[] {
  return [...world.containers.values()].filter(c => c.mounts.some(mount => mount.volume === volume));
}

/** The containers attached to a network, running or not. */
export function usersOfNetwork(world: Pick<World, 'containers'>, network: string): readonly ContainerFacts[] {
  return [...world.containers.values()].filter(c => c.networks.includes(network));
}

/** Volumes that the engine named itself have 64 hexadecimal digits; they go when their last container goes. */
export function isAnonymous(volume: string): boolean {
  return /^[0-9a-f]{64}$/.test(volume);
}

function changed<T>(map: ReadonlyMap<string, T>, key: string, value: T | undefined): ReadonlyMap<string, T> {
  const next = new Map(map);
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
}
