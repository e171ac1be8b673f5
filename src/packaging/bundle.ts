import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { insteadOf } from '../docker/dockerode/in-vain.ts';

/**
 * Writes the program of a checkout, with all that it uses, as JavaScript into a directory: `src/bin.js`, and beside it
 * `src/cli/main.js`, so that what looks for files finds them as it does in the checkout. All in one file is loaded
 * faster than in many of which only half are needed: what a command does not use is read, and neither compiled nor run.
 */
export async function bundle(checkout: string, directory: string): Promise<void> {
  await build({
    absWorkingDir: checkout,
    entryPoints: {
      'src/bin': join(checkout, 'src/bin.js'),
      'src/cli/main': join(checkout, 'src/cli/main.ts'),
    },
    outdir: directory,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'eof',
    logLevel: 'warning',
    banner: { js: quiet + commonJs },
    plugins: [mainApart, withoutInVain],
  });
}

/** What Node has against packages it tells of them only where they are no longer in a directory of packages. */
const quiet = 'process.noDeprecation = true;';

/** What packages in Node's older form take for granted. */
const commonJs = [
  `import { createRequire as requireOf } from 'node:module';`,
  'const require = requireOf(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('');

/** What is compiled of the program is kept for the next time only once `bin.js` has said so. */
const mainApart: Plugin = {
  name: 'the program apart from bin.js',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/cli\/main\.ts$/ }, () => ({ path: './cli/main.js', external: true })),
};

const withoutInVain: Plugin = {
  name: 'without what is loaded in vain',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
      const module = insteadOf(path, importer);
      return module === undefined ? undefined : { path: module, external: true };
    }),
};
