/**
 * Rows under their titles, in columns as wide as their longest text, two blanks apart; columns without a text are left
 * out.
 */
export function describeTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const shown = titles.map((_, column) => rows.some(row => (row[column] ?? '') !== ''));
  const lines = [titles, ...rows].map(row => row.filter((_, column) => shown[column]));
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map(line => line[column]?.length ?? 0)),
  );
  return lines.map(line =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
