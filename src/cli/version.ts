import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';
import { ownVersion } from './own-version.ts';

export const version = defineCommand({
  name: 'version',
  help: 'Print the version.',
  configure: () => {},
  values: v.object(commonValues),
  run: async ({ json }, { stdout }) => {
    stdout(json ? JSON.stringify({ version: ownVersion() }) : `nua-start ${ownVersion()}`);
    return 0;
  },
});
