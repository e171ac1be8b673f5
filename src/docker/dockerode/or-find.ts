import { isObject, type Json, objectIn } from '../../core/json.ts';
import { LostAnswer } from './failure.ts';

/**
 * What a call answers. Where its answer is lost, whether the engine did it is asked by `find`, which answers undefined
 * if not; the call is never made again.
 */
export async function orFind<T>(call: Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof LostAnswer)) throw error;
    // An engine that cannot be asked either is what the first error says already.
    const found = await find().catch(() => undefined);
    if (found === undefined) throw error;
    return found;
  }
}

/** Whether something that is there now was made by a call with these labels, and not by somebody else before it. */
export function hasLabels(found: Json | undefined, labels: Json | undefined): boolean {
  if (!isObject(found) || !isObject(labels)) return false;
  const names = Object.keys(labels);
  const has = objectIn(found, 'Labels');
  return names.length > 0 && names.every(name => has[name] === labels[name]);
}
