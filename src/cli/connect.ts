import { connect } from '../docker/dockerode.ts';
import { findEndpoint } from '../docker/endpoint.ts';
import type { Docker } from '../docker/engine.ts';
import type { Runtime } from './wire.ts';

type Given = {
  readonly engine?: string | null | undefined;
  readonly insecure: boolean;
  readonly debug: number;
};

/** The engine that a command line and its surroundings name. */
export function connectEngine(
  { engine, insecure, debug }: Given,
  { env, stderr }: Pick<Runtime, 'env' | 'stderr'>,
): Docker {
  const endpoint = findEndpoint({ option: engine ?? undefined, env, insecure });
  const trace = (line: string): void => stderr(`engine: ${line}`);
  return connect(endpoint, debug > 0 ? trace : undefined);
}

/** An engine that has said who it is. */
export type Reached = { readonly docker: Docker; readonly engine: string };

/** Asks the engine at once, so that it answers while something else is done. What goes wrong is told when this is awaited. */
export function reachEngine(given: Given, runtime: Runtime, signal: AbortSignal): Promise<Reached> {
  const reached = reach(given, runtime, signal);
  reached.catch(ignoreUnseen);
  return reached;
}

async function reach(given: Given, runtime: Runtime, signal: AbortSignal): Promise<Reached> {
  const docker = connectEngine(given, runtime);
  return { docker, engine: await docker.id(signal) };
}

function ignoreUnseen(): void {}
