import type { Condition, Parameterized } from './condition.ts';
import { exited } from './exited.ts';
import { healthy } from './healthy.ts';
import { log } from './log.ts';
import { port } from './port.ts';
import { running } from './running.ts';

/** What a started container may be waited for. A new condition is a file and a line here. */
export const probes = {
  running,
  healthy,
  exited,
  log,
  port,
} as const satisfies Readonly<Record<string, Condition | Parameterized>>;
