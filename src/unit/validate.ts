import { UnitError } from '../core/errors.ts';
import type { Fault } from '../core/places.ts';
import { findExposedSecrets } from './exposed-secrets.ts';
import type { Sources } from './file.ts';
import type { UnitFile } from './names.ts';
import { readUnit } from './read.ts';

/** What is wrong with unit files, and what is right and should yet be looked at. */
export type Verdict = { readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };

/** Checks unit files without an engine; parameters take sample values. What several files share is told once. */
export function validate(files: readonly UnitFile[], sources: Sources): Verdict {
  const verdicts = files.map(file => validateFile(file, sources));
  return {
    faults: unique(verdicts.flatMap(({ faults }) => faults)),
    warnings: unique(verdicts.flatMap(({ warnings }) => warnings)),
  };
}

function validateFile({ unit, command, file }: UnitFile, sources: Sources): Verdict {
  try {
    const read = readUnit(unit, command, file, { ...sources, words: undefined });
    return {
      faults: [],
      warnings: [...read.warnings, ...findExposedSecrets(read, sources.environment.secrets)],
    };
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    return { faults: error.faults, warnings: [] };
  }
}

function unique(faults: readonly Fault[]): readonly Fault[] {
  const byText = new Map(faults.map(fault => [JSON.stringify([fault.place, fault.message]), fault]));
  return [...byText.values()];
}
