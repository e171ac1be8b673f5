import Docker from 'dockerode';

/** The engine that the scenarios run on: the one that docker's own variables name. */
export function docker(): Docker {
  return new Docker();
}

/**
 * Removes whatever a unit has left on the engine: what carries the labels of the unit and of its configuration
 * directory, and the images, which carry the unit's only. For clean-up, so what is gone already is no error.
 */
export async function removeUnit(unit: string, configuration: string, engine = docker()): Promise<void> {
  const filters = { label: [`nua-start.unit=${unit}`, `nua-start.config=${configuration}`] };
  for (const { Id } of await engine.listContainers({ all: true, filters })) {
    await engine.getContainer(Id).remove({ force: true, v: true }).catch(ignoreMissing);
  }
  for (const { Id } of await engine.listNetworks({ filters })) {
    await engine.getNetwork(Id).remove().catch(ignoreMissing);
  }
  for (const { Name } of (await engine.listVolumes({ filters })).Volumes ?? []) {
    await engine.getVolume(Name).remove().catch(ignoreMissing);
  }
  for (const { Id } of await engine.listImages({ filters: { label: [`nua-start.unit=${unit}`] } })) {
    await engine.getImage(Id).remove({ force: true }).catch(ignoreMissing);
  }
}

/** Names of all that the engine has with the label of a unit, sorted: empty after a purge. */
export async function findUnit(unit: string): Promise<readonly string[]> {
  const engine = docker();
  const filters = { label: [`nua-start.unit=${unit}`] };
  const containers = await engine.listContainers({ all: true, filters });
  const networks = await engine.listNetworks({ filters });
  const { Volumes: volumes } = await engine.listVolumes({ filters });
  const images = await engine.listImages({ filters });
  return [
    ...containers.map(({ Names }) => `container ${Names[0]?.slice(1)}`),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...(volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ...images.map(({ RepoTags, Id }) => `image ${RepoTags?.[0] ?? Id}`),
  ].sort();
}

function ignoreMissing(error: unknown): void {
  const missing = error instanceof Error && 'statusCode' in error && error.statusCode === 404;
  if (!missing) throw error;
}
