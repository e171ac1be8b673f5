const quoted = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const path = String.raw`(?:\.[\w-]+|\[(?:\d+|${quoted})\])+`;
const target = String.raw`\((?:image://[^\s()]+|\w[\w.-]*)\)`;
const expression = String.raw`(?:\{\{[ \t]*${path}[ \t]*\}\}|\[\[[ \t]*(?:inspect)?${path}[ \t]*\]\])(?:${target})?`;

/** Whether a text holds a late expression: `{{.Network.IPAddress}}(db)`, `[[ inspect['Id'] ]](image://web)`. */
export function isLate(text: string): boolean {
  return new RegExp(String.raw`(?<!\\)${expression}`).test(text);
}

/** Splits a text with `split`, which sees each late expression as one letter and so cannot cut it. */
export function splitAroundLate(text: string, split: (masked: string) => readonly string[]): string[] {
  const found = text.match(new RegExp(expression, 'g')) ?? [];
  let next = 0;
  const masked = text.replace(new RegExp(expression, 'g'), () => mask(next++));
  return split(masked).map(part =>
    found.reduce((whole, late, index) => whole.replace(mask(index), () => late), part),
  );
}

/** A letter of Unicode's private area stands for an expression, so that it is neither blank, quote, nor separator. */
function mask(index: number): string {
  return String.fromCodePoint(0xf0000 + index);
}
