import type { Json, JsonObject } from '../core/json.ts';
import { isObject } from '../core/json.ts';
import { resolveLate } from '../docker/late/resolve.ts';
import type { RunContext } from './order.ts';

/**
 * Answers the late expressions in a mapping from the engine, as it is now. `own` is the container that an expression
 * without a name means; undefined on `host`, where such an expression is left as it stands.
 */
export async function answerLate(
  value: JsonObject,
  own: string | undefined,
  { docker }: RunContext,
  shell = false,
): Promise<JsonObject> {
  const inspect = (of: { container: string } | { image: string }) =>
    'image' in of ? docker.inspectImage(of.image) : docker.inspectContainer(of.container);
  const answer: Json = await resolveLate(value, inspect, { own, shell });
  return isObject(answer) ? answer : {};
}
