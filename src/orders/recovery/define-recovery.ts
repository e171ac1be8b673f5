import * as v from 'valibot';
import type { Json } from '../../core/json.ts';
import type { Docker } from '../../docker/engine.ts';
import type { Processes } from '../../host/processes.ts';

/** What brings order into what a dead run left. */
export type RecoveryContext = { readonly docker: Docker; readonly processes: Processes };

/** How a kind of change that was left half made is finished or taken back. */
export type Recovery<K extends string = string, D extends object = object> = {
  readonly kind: K;
  /** The change as it is written down. */
  readonly change: (data: D) => { readonly kind: K } & D;
  /**
   * Finishes it (`kept`) or takes it back; answers what the user should know, undefined when there was nothing to do. May
   * itself be interrupted at any point and be called again.
   */
  readonly recover: (written: Json, kept: boolean, context: RecoveryContext) => Promise<string | undefined>;
};

/** Makes a kind of change: what is read back is checked by the schema that types what is written. */
export function defineRecovery<const K extends string, const E extends v.ObjectEntries>(
  kind: K,
  entries: E,
  recover: (
    data: v.InferOutput<v.ObjectSchema<E, undefined>>,
    kept: boolean,
    context: RecoveryContext,
  ) => Promise<string | undefined>,
): Recovery<K, v.InferOutput<v.ObjectSchema<E, undefined>>> {
  const schema = v.object(entries);
  return {
    kind,
    change: data => ({ ...data, kind }),
    recover: (written, kept, context) => recover(v.parse(schema, written), kept, context),
  };
}
