import { join } from 'node:path';

/** The program of this checkout as it is written. */
export const ownProgram = join(import.meta.dirname, '..', '..', 'src', 'bin.js');

/**
 * The program that is tried: the package as it is installed where `npm test` has made it, which starts in two thirds
 * of the time; else that of this checkout.
 */
export const program = process.env['NUA_TEST_PROGRAM'] ?? ownProgram;
