/** A piece of a terminal's line in one look, and the column it begins in. */
export type Piece = { readonly column: number; readonly text: string; readonly look: CellLook };

export type CellLook = { readonly color: Color | undefined; readonly dim: boolean; readonly bold: boolean };

export type Color = (typeof colors)[number];

const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

const plain: CellLook = { color: undefined, dim: false, bold: false };

/** Takes apart what tmux answers to `capture-pane -e`: lines with escape sequences for colours, which go on over line ends. */
export function readCells(screen: string): readonly (readonly Piece[])[] {
  let look = plain;
  return screen.split('\n').map(line => {
    const pieces: Piece[] = [];
    let column = 0;
    for (const [part, codes] of line.matchAll(sequenceOrText)) {
      if (codes !== undefined) {
        look = codes.split(';').reduce(applied, look);
        continue;
      }
      pieces.push({ column, text: part, look });
      column += [...part].length;
    }
    return pieces;
  });
}

const begin = String.fromCharCode(27);
const sequenceOrText = new RegExp(`${begin}\\[([\\d;]*)m|[^${begin}]+`, 'g');

function applied(look: CellLook, code: string): CellLook {
  const number = Number(code);
  if (number === 0) return plain;
  if (number === 1) return { ...look, bold: true };
  if (number === 2) return { ...look, dim: true };
  if (number === 22) return { ...look, bold: false, dim: false };
  if (number === 39) return { ...look, color: undefined };
  if (number >= 30 && number <= 37) return { ...look, color: colors[number - 30] };
  return look;
}
