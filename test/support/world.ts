import type { World } from '../../src/docker/world.ts';

/** An engine that has nothing yet, in a run that has done nothing yet. */
export const emptyWorld: World = {
  containers: new Map(),
  images: new Map(),
  networks: new Map(),
  volumes: new Map(),
  absentPaths: new Set(),
  touched: false,
  renewed: new Set(),
};
