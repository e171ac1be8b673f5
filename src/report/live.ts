export { lineReporter } from './lines.ts';

import type { Plan } from '../plan/plan.ts';
import { lineReporter } from './lines.ts';
import type { Reporter, Surface } from './reporter.ts';
export function liveReporter(_: Plan, s: Surface): Reporter {
  return lineReporter(s);
}
