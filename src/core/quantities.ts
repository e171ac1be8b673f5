const sizeText = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(?:i?b)?|b)?$/i;
const powers: Readonly<Record<string, number>> = { k: 1, m: 2, g: 3, t: 4 };

/**
 * Bytes meant by `512m`, `1.5gb`, `64 KiB`, `100b` or `4096`: units are powers of 1024, as docker has them, and a
 * fraction of a byte is dropped. Undefined for any other text.
 */
export function parseSize(text: string): number | undefined {
  const [, amount, unit = ''] = sizeText.exec(text.trim()) ?? [];
  if (amount === undefined) return undefined;
  const bytes = Math.floor(Number(amount) * 1024 ** (powers[unit.toLowerCase()] ?? 0));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** `999 B`, `12.4 MB`: in powers of 1000, as docker shows sizes. */
export function describeSize(bytes: number): string {
  const power = units.findLastIndex((_, index) => bytes >= 999.95 * 1000 ** (index - 1));
  if (power <= 0) return `${Math.round(bytes)} B`;
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

const durationText = /^(\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d))+$/;
const durationPart = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/g;
const seconds: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
};

/** Seconds meant by `30s`, `1m30s`, `1.5h`, `500ms` or `7d`. Every number needs its unit; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  if (!durationText.test(text)) return undefined;
  const parts = [...text.matchAll(durationPart)];
  return parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (seconds[unit] ?? 1), 0);
}
