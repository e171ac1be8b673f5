// The only file that knows listr2, here nothing but a way to draw: a row is a task of it that is never run, its state
// and title are set from outside. Loaded when the first step begins.
import { stripVTControlCharacters } from 'node:util';
import {
  DefaultRenderer,
  Listr,
  type ListrDefaultRendererTask,
  ListrLogger,
  ListrTaskState,
  ProcessOutput,
  Spinner,
} from 'listr2';
import type { Row } from './live-frame.ts';
import type { Look } from './live-look.ts';
import type { Terminal } from './reporter.ts';

/** The moving part at the end of what is on the screen. It draws itself anew ten times a second. */
export type View = {
  readonly update: () => void;
  /** Writes text above it, where it stays. */
  readonly above: (text: string) => void;
  /** Takes the moving part away and shows the cursor again. */
  readonly close: () => void;
};

/** Begins to draw. `rows` answers what is to be shown at the moment, at most `mostRows` of them. */
export async function openView(
  rows: () => readonly Row[],
  mostRows: number,
  { stream, unicode }: Terminal,
  look: Look,
): Promise<View> {
  const empty = Array.from({ length: mostRows }, () => ({ task: () => undefined }));
  const list = new Listr(empty, { registerSignalListeners: false, fallbackRenderer: 'default' });
  // Tasks are shown once they know that they are enabled.
  await Promise.all(list.tasks.map(task => task.check({})));
  const { chalk, signs } = look;
  const drawing = new Drawing(list, rows, unicode, {
    clearOutput: true,
    formatOutput: 'truncate',
    logger: new ListrLogger({ processOutput: new OpenOutput(stream, stream) }),
    spinner: unicode ? new Spinner() : new PlainSpinner(),
    icon: { WAITING: signs.waiting, CANCELLED: '' },
    color: { PENDING: chalk.cyan, WAITING: chalk.dim },
  });
  await drawing.render();
  drawing.update();
  const stop = onResize(stream, drawing);
  return {
    update: () => drawing.update(),
    above: text => void stream.write(`${erase(drawing.height())}${text}\n${drawing.text()}`),
    close: () => {
      stop();
      drawing.end();
    },
  };
}

type Tasks = { readonly tasks: ListrDefaultRendererTask[] } & Pick<Listr, 'events'>;
type Options = ConstructorParameters<typeof DefaultRenderer>[1];

/** listr2's renderer, which remembers what it drew last. */
class Drawing extends DefaultRenderer {
  #drawn: readonly string[] | undefined;
  readonly #rows: () => readonly Row[];
  readonly #sparing: (text: string) => string;
  readonly #tasks: readonly ListrDefaultRendererTask[];

  constructor({ tasks, events }: Tasks, rows: () => readonly Row[], unicode: boolean, options: Options) {
    super(tasks, options, events);
    this.#rows = rows;
    // listr2 ends every line that it cuts with this sign.
    this.#sparing = text => (unicode ? text : text.replaceAll('…', '~'));
    this.#tasks = tasks;
  }

  override create(options?: Parameters<DefaultRenderer['create']>[0]): string {
    const rows = this.#rows();
    for (const [index, task] of this.#tasks.entries()) place(rows[index], task);
    const text = this.#sparing(super.create(options));
    this.#drawn = text.split('\n');
    return text;
  }

  /** What is on the screen now, with the line end that puts the cursor below it. */
  text(): string {
    return this.#drawn ? `${this.#drawn.join('\n')}\n` : '';
  }

  /** How many lines that takes where lines are this wide. */
  height(columns = Number.POSITIVE_INFINITY): number {
    const lines = this.#drawn ?? [];
    const widths = lines.map(line => stripVTControlCharacters(line).length);
    return widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
  }
}

/** listr2 shows a sign for each, but for the sum none. */
const states = {
  running: ListrTaskState.STARTED,
  waiting: ListrTaskState.WAITING,
  sum: ListrTaskState.CANCELLED,
} as const;

/** As wide as a sign. */
const indent = '  ';

/** A task without a title is not shown. Its fields are set, not told of: it is drawn soon enough. */
function place(row: Row | undefined, task: ListrDefaultRendererTask): void {
  task.state = row ? states[row.kind] : ListrTaskState.WAITING;
  if (row) task.title = `${row.kind === 'sum' ? indent : ''}${row.lines.join('\n')}`;
  else delete task.title;
}

/**
 * Output that goes its way at once. listr2's own holds back what others write to the stream until the end, and with it
 * the escape sequence that shows the cursor when the process exits early.
 */
class OpenOutput extends ProcessOutput {
  override hijack(): void {}
  override release(): void {}
}

class PlainSpinner extends Spinner {
  protected override readonly spinner = ['-', '\\', '|', '/'];
}

/** A narrower terminal has broken the lines that are too long for it: they are taken away as they are now. */
function onResize(stream: NodeJS.WriteStream, drawing: Drawing): () => void {
  let columns = stream.columns;
  const redraw = (): void => {
    if (stream.columns !== columns) {
      columns = stream.columns;
      // What is drawn next begins as many lines above the cursor as were drawn last.
      stream.write(erase(drawing.height(columns)) + '\n'.repeat(drawing.height()));
    }
    drawing.update();
  };
  stream.on('resize', redraw);
  return () => void stream.off('resize', redraw);
}

/**
 * Takes away the lines above the cursor, and what is in its own. One by one: a whole screen that is erased at once some
 * terminals keep in their history.
 */
function erase(lines: number): string {
  return `\r\u001b[2K${'\u001b[1A\u001b[2K'.repeat(lines)}`;
}
