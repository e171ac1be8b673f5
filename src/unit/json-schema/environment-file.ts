import type { JsonObject } from '../../core/json.ts';
import { reserved } from '../environment.ts';

/** JSON Schema (draft-07) of a file in `environments/`: names with any values. */
export function environmentFileSchema(): JsonObject {
  const numeric = { type: ['number', 'string'] };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    description: 'values for the templates of unit files; later files win, mappings are merged',
    type: ['object', 'null'],
    properties: {
      helper_image: {
        type: 'string',
        description: 'the image of the helper containers; busybox:stable unless given',
      },
      UID: { ...numeric, description: 'the number of the user, unless given' },
      GID: { ...numeric, description: 'the number of the group, unless given' },
      HOSTNAME: { type: 'string', description: 'the name of this machine, unless given' },
    },
    propertyNames: { not: { enum: reserved } },
  };
}
