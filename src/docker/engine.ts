import type { Readable } from 'node:stream';
import type { JsonObject } from '../core/json.ts';
import type { BuildQuery } from './build-query.ts';
import type { Transfer } from './transfer.ts';
import type { EngineFacts, World } from './world.ts';

/** Takes one line of output, without its line end. */
export type Output = (stream: 'stdout' | 'stderr' | 'progress', line: string) => void;

/** Who wants to know what a build or a pull says, and may end it. */
export type Listener = {
  readonly output: Output;
  /** Is told each time that bytes have come, some ten times a second; `line` is what the engine said of them. */
  readonly transfer: (transfer: Transfer, line: string | undefined) => void;
  readonly signal: AbortSignal;
};

export type BuildRequest = {
  /** Directory that is sent to the engine, absolute; undefined when `query.remote` names the context. */
  readonly path: string | undefined;
  /** The Dockerfile: relative to `path`, or absolute and then perhaps outside of it. */
  readonly dockerfile: string;
  /** Parameters of the Engine's build call. */
  readonly query: BuildQuery;
};

/**
 * A Docker engine in our words. Every method rejects with an EngineError when the engine cannot be reached, is lost or is
 * silent for too long, with an ApiError (an OrderError) when it refuses; one that takes a signal rejects with the signal's
 * reason when that aborts. After an EngineError it is not known whether the engine did what it was asked for.
 */
export type Docker = {
  /** Whether bind mounts name paths of this machine. */
  readonly local: boolean;
  /** The engine's own id, the same whatever way it is reached by. */
  id(signal?: AbortSignal): Promise<string>;
  /** The engine's own time, which is not that of this machine. */
  now(): Promise<string>;
  /** All containers, images, networks and volumes; one list call each. */
  world(): Promise<EngineFacts>;
  /** The containers of these names only; all unless given. */
  containers(names?: readonly string[]): Promise<World['containers']>;
  inspectContainer(name: string, signal?: AbortSignal): Promise<JsonObject | undefined>;
  inspectImage(reference: string): Promise<JsonObject | undefined>;

  build(request: BuildRequest, listener: Listener): Promise<void>;
  /** Pulls one image: `latest` unless the reference names a tag or a digest. */
  pull(reference: string, listener: Listener, platform?: string): Promise<void>;
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
   * Hears of whatever changes a container's state or health, from the moment the promise is fulfilled; with `since`, a
   * time that the engine gave, also of what it remembers from then on. `ended` is fulfilled when the engine closes the
   * stream, and rejects as a method does; nobody needs to look at it.
   */
  watch(
    container: string,
    hear: (event: ContainerEvent) => void,
    signal: AbortSignal,
    since?: string,
  ): Promise<{ ended: Promise<void> }>;
  /** The last lines that a container wrote; none when it is gone or its log driver keeps nothing to read. */
  lastLines(container: string, count: number, signal?: AbortSignal): Promise<readonly string[]>;
  /**
   * Follows a created container's output from its first byte to its end; call before start. `ended` rejects as a
   * method does; nobody needs to look at it.
   */
  attach(container: string, output: Output, signal: AbortSignal): Promise<{ ended: Promise<void> }>;
  /** Follows a container's log, from the beginning or from a time that the engine gave, until it ends. */
  follow(container: string, output: Output, signal: AbortSignal, since?: string): Promise<void>;
  /**
   * What a container wrote: up to now, or with `follow` until it ends or the signal aborts. Lines of one stream come in
   * their order, and of both in the order of their times as far as the engine keeps it.
   */
  logs(container: string, wishes: LogWishes, signal: AbortSignal): AsyncIterable<LogLine>;
  /**
   * Runs a command in a running container; answers its exit code. On abort its processes are ended too, as far as the
   * container has a shell to do so.
   */
  exec(container: string, command: readonly string[], options: ExecOptions): Promise<number>;
  /** Ends what a command of that mark started in a running container, as far as the container has a shell to do so. */
  endExec(container: string, mark: string): Promise<void>;
  /** The same with input, byte for byte, and with a terminal where there is one. */
  interact(
    container: string,
    request: ExecRequest,
    streams: ExecStreams,
    signal: AbortSignal,
  ): Promise<number>;
};

export type ExecOptions = {
  readonly output: Output;
  readonly signal: AbortSignal;
  /** By which its processes are found, unlike that of any other command. */
  readonly mark: string;
};

export type ContainerEvent = {
  readonly action: 'start' | 'die' | 'oom' | 'destroy' | 'pause' | 'unpause' | 'health_status';
  /** Of a container that died. */
  readonly exitCode: number | undefined;
};

export type LogWishes = {
  readonly follow: boolean;
  /** Only what was written from then on: seconds since 1970, with up to nine digits of a second. */
  readonly since?: string | undefined;
  /** Only so many of the last lines. */
  readonly tail?: number | undefined;
};

export type LogLine = {
  readonly stream: 'stdout' | 'stderr';
  /** The engine's time, in ISO 8601 with nine digits of a second: as texts they sort by time. */
  readonly time: string;
  readonly line: string;
};

export type ExecRequest = {
  readonly command: readonly string[];
  /** Name or number, with a group behind a colon; the container's own unless given. */
  readonly user?: string | undefined;
  readonly directory?: string | undefined;
  /** Further variables, as in `KEY=VALUE`. */
  readonly environment: readonly string[];
};

export type ExecStreams = {
  /** Is read until it ends or the command does. */
  readonly stdin: Readable;
  readonly stdout: (chunk: Buffer) => void;
  readonly stderr: (chunk: Buffer) => void;
  /** With a terminal the command has one of this size, and all that it writes comes as stdout. */
  readonly terminal: TerminalSize | undefined;
};

export type TerminalSize = {
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Calls `changed` at each change until the signal aborts. */
  readonly watch: (changed: () => void, signal: AbortSignal) => void;
};

export type CommitOptions = {
  readonly repository: string;
  readonly tag: string;
  readonly message: string | undefined;
  readonly author: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
};
