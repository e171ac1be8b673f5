import { type CellLook, type Color, type Piece, readCells } from './cells.ts';

/** Sizes in pixels: of a cell, and of the window around all of them. */
const cell = { width: 8.4, height: 20, font: 14 };
const frame = { side: 18, top: 48, bottom: 16, corner: 10 };

const palette: Readonly<Record<Color, string>> = {
  black: '#4a5162',
  red: '#f2777a',
  green: '#8fd18a',
  yellow: '#f0c674',
  blue: '#7aa6da',
  magenta: '#c397d8',
  cyan: '#62c9d6',
  white: '#e3e6ee',
};
const paper = '#1b1e27';
const ink = '#dde1ea';
const faded = '#858c9e';

/**
 * A picture of a terminal: a window with a title and what is on its screen, coloured as by escape sequences. Lines and
 * bars are drawn, so that they have no gaps in whatever font the viewer has; every word is held at its width.
 */
export function drawTerminal(screen: string, title: string, columns: number): string {
  const rows = readCells(screen);
  const width = Math.ceil(columns * cell.width + 2 * frame.side);
  const height = frame.top + rows.length * cell.height + frame.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    `  font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="${cell.font}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="${frame.corner}" fill="${paper}"/>`,
    ...['#f2777a', '#f0c674', '#8fd18a'].map(
      (color, index) => `<circle cx="${24 + index * 20}" cy="22" r="6" fill="${color}"/>`,
    ),
    `<text x="${width / 2}" y="27" text-anchor="middle" fill="${faded}">${escaped(title)}</text>`,
    ...rows.flatMap((pieces, row) => pieces.flatMap(piece => drawPiece(piece, row))),
    '</svg>',
    '',
  ].join('\n');
}

function drawPiece({ column, text, look }: Piece, row: number): readonly string[] {
  return [...text.matchAll(/[━─╸]+|│|[^━─╸│ ]+(?: [^━─╸│ ]+)*/gu)].map(({ 0: part, index }) => {
    const at = column + [...text.slice(0, index)].length;
    return /^[━─╸│]/u.test(part) ? drawLines(part, at, row, look) : drawText(part, at, row, look);
  });
}

function drawText(text: string, column: number, row: number, look: CellLook): string {
  const x = fixed(frame.side + column * cell.width);
  const y = frame.top + row * cell.height + cell.height * 0.72;
  const weight = look.bold ? ' font-weight="bold"' : '';
  const width = fixed([...text].length * cell.width);
  return `<text x="${x}" y="${fixed(y)}" fill="${inkOf(look)}"${weight} textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escaped(text)}</text>`;
}

/** Characters that stand for lines: of the same kind side by side they are one. */
function drawLines(text: string, column: number, row: number, look: CellLook): string {
  const left = frame.side + column * cell.width;
  const middle = frame.top + row * cell.height + cell.height / 2;
  const shapes = [...text.matchAll(/━*╸|━+|─+|│/gu)].map(({ 0: part, index }) => {
    const x = left + index * cell.width;
    if (part === '│') return rect(x + cell.width / 2 - 0.5, middle - cell.height / 2, 1, cell.height);
    if (part.startsWith('─')) return rect(x, middle - 1, part.length * cell.width, 2);
    const cells = part.endsWith('╸') ? part.length - 0.5 : part.length;
    return rect(x, middle - 2.5, cells * cell.width, 5);
  });
  const opacity = text.startsWith('─') ? ' opacity="0.45"' : '';
  return `<g fill="${inkOf(look)}"${opacity}>${shapes.join('')}</g>`;
}

function rect(x: number, y: number, width: number, height: number): string {
  return `<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"/>`;
}

function inkOf({ color, dim }: CellLook): string {
  if (color !== undefined) return palette[color];
  return dim ? faded : ink;
}

function fixed(pixels: number): string {
  return String(Number(pixels.toFixed(1)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
