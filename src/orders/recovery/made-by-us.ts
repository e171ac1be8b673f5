import { type JsonObject, objectIn } from '../../core/json.ts';
import { label } from '../labels.ts';

/** Whether nua-start made a container, as the engine tells of it. An image's own labels, the unit's, come with any. */
export function isMadeByUs(container: JsonObject): boolean {
  return Boolean(objectIn(objectIn(container, 'Config'), 'Labels')[label.configuration]);
}
