/** A command and what it may see: what every form of `execute` takes. */
export type Execution = {
  readonly command: readonly string[];
  /** Host paths to mount, as `/host:/there:rw`. */
  readonly binds: readonly string[];
};
