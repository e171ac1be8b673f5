/** The commands that a unit with a `start` has without a file of their own. */
export const generatedNames = [
  'build',
  'create',
  'stop',
  'restart',
  'pause',
  'unpause',
  'cleanup',
  'purge',
] as const;

export type GeneratedCommand = (typeof generatedNames)[number];

/** Whether a command is made from a unit's `start` where it has no file. */
export function isGenerated(command: string): command is GeneratedCommand {
  return generatedNames.some(name => name === command);
}
