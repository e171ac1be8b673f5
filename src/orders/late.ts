import { OrderError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { resolveLate } from '../docker/late.ts';
import type { RunContext } from './order.ts';

/**
 * Answers the late expressions in a value from the engine, as it is now. `own` is the container that an expression
 * without a name means; undefined on `host`, where such an expression is left as it stands.
 */
export function answerLate<T extends Json>(value: T, own: string | undefined, context: RunContext, shell = false): Promise<Json> {
  const { docker } = context;
  return resolveLate(value, async of => ('image' in of ? docker.inspectImage(of.image) : docker.inspectContainer(of.container)), { own, shell });
}
