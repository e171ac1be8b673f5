import argparse, { type HelpFormatterOptions } from 'argparse';

/** A command line and what it does. */
export type Example = readonly [words: string, meaning: string];

/** Texts as they are laid out here, options in a column that the longest fits in, no line wider than one reads with ease. */
export function helpFormatter(options: HelpFormatterOptions): argparse.HelpFormatter {
  const width = Math.min(process.stdout.columns || 80, 100) - 2;
  return new argparse.RawDescriptionHelpFormatter({ ...options, max_help_position: 30, width });
}

/** A titled table of two columns, as help shows its lists. */
export function helpTable(title: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`${title}:`, ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)].join('\n');
}
