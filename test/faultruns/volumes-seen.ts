import { Readable } from 'node:stream';
import { docker } from '../support/engine.ts';

/** The anonymous volumes that a unit's containers have had since it was opened. */
export type VolumesSeen = {
  /** Those that are still there although no container uses them any more. */
  leaked(): Promise<readonly string[]>;
  close(): void;
};

/** @param configuration directory of the unit, which its containers carry in a label */
export async function watchVolumes(configuration: string): Promise<VolumesSeen> {
  const seen = new Set<string>();
  const filters = { event: ['create'], label: [`nua-start.config=${configuration}`] };
  const stream = await docker().getEvents({ filters: JSON.stringify(filters) });
  if (!(stream instanceof Readable)) throw new TypeError('dockerode answered without a stream');
  const look = async (line: string): Promise<void> => {
    const event: { id: string } = JSON.parse(line);
    // One that was removed meanwhile took its volumes with it, or leaves them to one that is looked at too.
    const found = await docker()
      .getContainer(event.id)
      .inspect()
      .catch(() => undefined);
    for (const { Name = '' } of found?.Mounts ?? []) if (/^[\da-f]{64}$/.test(Name)) seen.add(Name);
  };
  stream.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().trim().split('\n')) void look(line);
  });
  stream.on('error', () => undefined);
  return {
    leaked: async () => {
      const { Volumes } = await docker().listVolumes({ filters: { dangling: ['true'] } });
      const left = Volumes.map(({ Name }) => Name).filter(name => seen.has(name));
      // Told once: the next trial is not to blame.
      for (const name of left) {
        seen.delete(name);
        await docker().getVolume(name).remove();
      }
      return left.map(name => name.slice(0, 12));
    },
    close: () => void stream.destroy(),
  };
}
