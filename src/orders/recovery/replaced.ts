import * as v from 'valibot';
import { type JsonObject, objectIn } from '../../core/json.ts';
import { defineRecovery } from './define-recovery.ts';
import { isMadeByUs } from './made-by-us.ts';

/** A container gave its name to another one and waits, renamed, for that one to be what it should be. */
export const replaced = defineRecovery(
  'replaced',
  {
    name: v.string(),
    /** Id of the container that was there before. */
    former: v.string(),
    /** In which it was. */
    state: v.picklist(['down', 'running', 'paused']),
  },
  async ({ name, former, state }, kept, { docker }) => {
    const found = await docker.inspectContainer(former);
    if (!found) return undefined;
    if (kept) {
      await docker.remove(former, { volumes: false, force: true });
      return `container "${name}": removed the one that was replaced`;
    }
    const isAside = found['Name'] !== `/${name}`;
    if (isAside) {
      const substitute = await docker.inspectContainer(name);
      if (substitute && !isMadeByUs(substitute))
        return `container "${name}" was not made by nua-start and is left; the one that was replaced is ${nameOf(found)}`;
      // The engine leaves the volumes that the former one has, too.
      if (substitute) await docker.remove(String(substitute['Id']), { volumes: true, force: true });
      await docker.rename(former, name);
    }
    const { Running: running, Paused: paused } = objectIn(found, 'State');
    const isBack = state === 'down' || (running === true && (state === 'running' || paused === true));
    if (!isAside && isBack) return undefined;
    if (state !== 'down' && running !== true) await docker.start(former);
    if (state === 'paused' && paused !== true) await docker.pause(former);
    return `container "${name}" is again the one that was to be replaced`;
  },
);

function nameOf(container: JsonObject): string {
  return String(container['Name']).replace(/^\//, '');
}
