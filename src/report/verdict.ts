import { UnitError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Verdict } from '../unit/validate.ts';
import { describeError, describeWarning, type ErrorStyle } from './error.ts';
import { describeFault } from './json.ts';

/** All faults and warnings, and a line that counts them. */
export function describeVerdict({ faults, warnings }: Verdict, files: number, style: ErrorStyle): string {
  const texts = [
    ...warnings.map(fault => describeWarning(fault, style)),
    ...faults.map(fault => describeError(new UnitError([fault]), style)),
  ];
  const count = `${files} files, ${faults.length} faults, ${warnings.length} warnings`;
  return [...texts, count].join('\n\n');
}

export function describeVerdictAsJson({ faults, warnings }: Verdict): JsonObject {
  return { faults: faults.map(describeFault), warnings: warnings.map(describeFault) };
}
