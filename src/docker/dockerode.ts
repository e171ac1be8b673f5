import { openConnection } from './dockerode/connection.ts';
import { containerCalls } from './dockerode/containers.ts';
import { eventCalls } from './dockerode/events.ts';
import { execCalls } from './dockerode/exec.ts';
import { imageCalls } from './dockerode/images.ts';
import { interactCalls } from './dockerode/interact.ts';
import { logCalls } from './dockerode/logs.ts';
import { outputCalls } from './dockerode/output.ts';
import type { Trace } from './dockerode/trace.ts';
import { worldCalls } from './dockerode/world.ts';
import type { Endpoint } from './endpoint.ts';
import type { Docker } from './engine.ts';

/** The engine at an endpoint, by dockerode. Connects at the first call; `trace` hears of each call's answer. */
export function connect(endpoint: Endpoint, trace?: Trace): Docker {
  const connection = openConnection(endpoint, trace);
  return {
    local: endpoint.local,
    ...worldCalls(connection),
    ...imageCalls(connection),
    ...containerCalls(connection),
    ...outputCalls(connection),
    ...logCalls(connection),
    ...execCalls(connection),
    ...interactCalls(connection),
    ...eventCalls(connection),
  };
}
