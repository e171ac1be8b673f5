import type { JsonObject } from '../core/json.ts';
import type { BuildQuery } from './build-query.ts';
import type { EngineFacts, World } from './world.ts';

/** Takes one line of output, without its line end. */
export type Output = (stream: 'stdout' | 'stderr' | 'progress', line: string) => void;

export type BuildRequest = {
  /** Directory that is sent to the engine, absolute; undefined when `query.remote` names the context. */
  readonly path: string | undefined;
  /** The Dockerfile: relative to `path`, or absolute and then perhaps outside of it. */
  readonly dockerfile: string;
  /** Parameters of the Engine's build call. */
  readonly query: BuildQuery;
};

/**
 * A Docker engine in our words. Every method rejects with an EngineError when the engine cannot be reached, with an
 * ApiError (an OrderError) when it refuses; one that takes a signal rejects with the signal's reason when that aborts.
 */
export type Docker = {
  /** Whether bind mounts name paths of this machine. */
  readonly local: boolean;
  /** The engine's own time, which is not that of this machine. */
  now(): Promise<string>;
  /** All containers, images, networks and volumes; one list call each. */
  world(): Promise<EngineFacts>;
  /** The containers of these names only. */
  containers(names: readonly string[]): Promise<World['containers']>;
  inspectContainer(name: string): Promise<JsonObject | undefined>;
  inspectImage(reference: string): Promise<JsonObject | undefined>;

  build(request: BuildRequest, output: Output, signal: AbortSignal): Promise<void>;
  /** Pulls one image: `latest` unless the reference names a tag or a digest. */
  pull(reference: string, output: Output, signal: AbortSignal, platform?: string): Promise<void>;
  tag(image: string, repository: string, tag: string): Promise<void>;
  /** Makes an image from a container; answers its id. */
  commit(container: string, options: CommitOptions): Promise<string>;
  removeImage(reference: string, options: { force: boolean; noprune: boolean }): Promise<void>;

  createNetwork(name: string, body: JsonObject): Promise<void>;
  /** Removing what is not there is no error: here, and for volumes, images and containers. */
  removeNetwork(name: string): Promise<void>;
  createVolume(name: string, body: JsonObject): Promise<void>;
  removeVolume(name: string): Promise<void>;

  /** Creates a container from an Engine create body; answers its id and what the engine warned of. */
  create(
    name: string | undefined,
    body: JsonObject,
    platform?: string,
  ): Promise<{ id: string; warnings: readonly string[] }>;
  connect(container: string, network: string, endpoint: JsonObject): Promise<void>;
  start(container: string): Promise<void>;
  /** `grace` in seconds; the container's own stop timeout when undefined. */
  stop(container: string, grace?: number): Promise<void>;
  pause(container: string): Promise<void>;
  unpause(container: string): Promise<void>;
  rename(container: string, name: string): Promise<void>;
  remove(container: string, options: { volumes: boolean; force: boolean }): Promise<void>;
  /** Waits until the container is not running; answers its exit code. */
  wait(container: string, signal: AbortSignal): Promise<number>;
  /**
   * Calls `changed` whenever the container's state or health changes, from the moment the promise is fulfilled until
   * the signal aborts.
   */
  watch(container: string, changed: () => void, signal: AbortSignal): Promise<void>;
  /** The last lines that a container wrote; none when it is gone or its log driver keeps nothing to read. */
  lastLines(container: string, count: number): Promise<readonly string[]>;
  /**
   * Follows a created container's output from its first byte to its end; call before start. `ended` rejects as a
   * method does; nobody needs to look at it.
   */
  attach(container: string, output: Output, signal: AbortSignal): Promise<{ ended: Promise<void> }>;
  /** Follows a container's log, from the beginning or from a time that the engine gave, until it ends. */
  follow(container: string, output: Output, signal: AbortSignal, since?: string): Promise<void>;
  /**
   * Runs a command in a running container; answers its exit code. On abort its processes are ended too, as far as the
   * container has a shell to do so.
   */
  exec(container: string, command: readonly string[], output: Output, signal: AbortSignal): Promise<number>;
};

export type CommitOptions = {
  readonly repository: string;
  readonly tag: string;
  readonly message: string | undefined;
  readonly author: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
};
