import { confinementKeywords } from './confinement.ts';
import { deviceKeywords } from './device-keywords.ts';
import { filesystemKeywords } from './filesystem.ts';
import { lifecycleKeywords } from './lifecycle.ts';
import { networkingKeywords } from './networking.ts';
import { resourceKeywords } from './resources.ts';

/** Keywords of `startup`: docker-py's `create_host_config`, formerly those of its `start`. */
export const startupKeywords = {
  ...filesystemKeywords,
  ...networkingKeywords,
  ...lifecycleKeywords,
  ...confinementKeywords,
  ...resourceKeywords,
  ...deviceKeywords,
} as const;
