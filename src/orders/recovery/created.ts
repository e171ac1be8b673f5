import * as v from 'valibot';
import { objectIn } from '../../core/json.ts';
import { defineRecovery } from './define-recovery.ts';
import { isMadeByUs } from './made-by-us.ts';

/** A container was being created that takes more than one call of the engine: it may lack some of its networks. */
export const created = defineRecovery('created', { name: v.string() }, async ({ name }, _, { docker }) => {
  const found = await docker.inspectContainer(name);
  if (!found || !isMadeByUs(found) || objectIn(found, 'State')['Status'] !== 'created') return undefined;
  await docker.remove(String(found['Id']), { volumes: true, force: true });
  return `container "${name}": removed, it was half made`;
});
