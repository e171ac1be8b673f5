/** A position in a file as its author wrote it. Line and column count from 1. */
export type Place = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many characters the caret underlines; 1 unless given. */
  readonly length?: number;
};

/** A path into a YAML value: mapping keys and list indexes. */
export type Path = readonly (string | number)[];

/** One mistake in what a user wrote. Several of them make one UnitError. */
export type Fault = {
  readonly message: string;
  readonly place?: Place | undefined;
  /** An action that mends it. */
  readonly hint?: string | undefined;
  /** The variables whose values the place shows, and where they are set. */
  readonly origins?: readonly Origin[] | undefined;
  /** The stage that found it, for programs. */
  readonly code?: FaultCode | undefined;
};

export type FaultCode =
  | 'environment'
  | 'template'
  | 'yaml'
  | 'parameters'
  | 'import'
  | 'composition'
  | 'orders';

/** A variable of a template, and where the environment sets it. */
export type Origin = { readonly name: string; readonly place: Place };

/** `units/web/start.yaml:17:5`. */
export function describePlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
