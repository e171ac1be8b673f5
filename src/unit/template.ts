import nunjucks, { type Environment, type Node, type TemplateFunction } from 'nunjucks';
import { messageOf, throwFaults, UnitError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import { readSource, type Source } from './source.ts';
import { compileTree } from './template/compiler.ts';
import { locateTemplate } from './template/files.ts';
import { limitEnvironment, vocabularyOf } from './template/filters.ts';
import { Points, type Rendered } from './template/marks.ts';
import { findUnknownNames } from './template/names.ts';
import { reportName } from './template/reports.ts';
import { findRuleFaults } from './template/rules.ts';
import { RenderingStopped, templateRuntime } from './template/runtime.ts';
import { type TemplateSource, templateSource } from './template/source.ts';
import { parseTemplate } from './template/syntax.ts';

export type { Insertion, Rendered } from './template/marks.ts';

/** The name under which the rendered source itself is loaded: no file can have it. */
const main = '\0main';

/**
 * Renders a template strictly and without letting it run code. Late expressions and `${…}` stay as they are.
 * @param root the directory (`<configuration>/units`) that includes, imports and extends may read from
 * @throws UnitError with every fault: wrong syntax, unknown names and members, too much output
 */
export function renderTemplate(source: Source, values: JsonObject, root: string): Rendered {
  const template = templateSource(source);
  const rendering = new TemplateRendering(root);
  const marked = rendering.render(template, values);
  throwFaults(rendering.faults);
  return rendering.points.rendered(marked, template);
}

/** Nobody reads more of them. */
const mostFaults = 50;

/** One rendering with all that it reads: collects its points and its faults. */
class TemplateRendering {
  readonly points = new Points();
  /** The point that was reached last: where an error is that nothing else places. */
  reached = -1;
  readonly #root: string;
  /** Handed to the compiled templates instead of nunjucks' own. */
  readonly #runtime = templateRuntime(this);
  readonly #faults = new Map<string, Fault>();

  constructor(root: string) {
    this.#root = root;
  }

  get faults(): readonly Fault[] {
    return [...this.#faults.values()];
  }

  /** The text with marks in it; empty when there is none, which is then among the faults. */
  render(source: TemplateSource, values: JsonObject): string {
    const getSource = (name: string) => {
      if (name === '') return null;
      if (name !== main) return this.#load(templateSource(readSource(name)), env);
      return this.#load(source, env, [...Object.keys(values), ...Object.keys(env.globals)]);
    };
    const env = new nunjucks.Environment({ getSource }, { autoescape: false, dev: true });
    limitEnvironment(env);
    try {
      return env.render(main, values);
    } catch (error) {
      this.#caught(error, source);
      return '';
    }
  }

  report(point: number, message: string, hint?: string): void {
    this.#add({ message, place: this.points.place(point), hint });
    if (this.#faults.size >= mostFaults) throw new RenderingStopped();
  }

  insertsText(point: number): void {
    this.points.insertsText(point);
  }

  hasFaults(): boolean {
    return this.#faults.size > 0;
  }

  findTemplate(name: unknown, point: number, ignoreMissing: boolean): string {
    const located = locateTemplate(String(name), this.points.place(point)?.file ?? this.#root, this.#root);
    if (located.path !== undefined) return located.path;
    if (located.missing && ignoreMissing) return '';
    this.report(point, located.message, located.hint);
    throw new RenderingStopped();
  }

  #load(source: TemplateSource, env: Environment, given?: readonly string[]) {
    const tree = parseTemplate(source);
    throwFaults(findRuleFaults(tree, source, vocabularyOf(env)));
    if (given) this.#reportUnknownNames(tree, source, given);
    const functions = compileTree(tree, source, this.points);
    const root: TemplateFunction = (environment, context, frame, _, done) =>
      functions.root(environment, context, frame, this.#runtime, done);
    return { src: { type: 'code' as const, obj: { ...functions, root } }, path: source.file, noCache: false };
  }

  /** The rendered file is searched before it runs; of one that it includes the names around it are not known. */
  #reportUnknownNames(tree: Node, source: TemplateSource, given: readonly string[]): void {
    for (const { name, offset, known } of findUnknownNames(tree, source, given)) {
      reportName(this, this.points.add(source, offset, name.length), name, known);
    }
  }

  /** nunjucks wraps what was thrown, once or more. */
  #caught(thrown: unknown, source: TemplateSource): void {
    const error = thrown instanceof Error && thrown.cause !== undefined ? thrown.cause : thrown;
    if (error instanceof RenderingStopped && this.hasFaults()) return;
    const place = this.points.place(this.reached) ?? source.placeAt(0);
    const faults = error instanceof UnitError ? error.faults : [{ message: wordingOf(error), place }];
    for (const fault of faults) this.#add(fault);
  }

  #add(fault: Fault): void {
    const { file, line, column } = fault.place ?? {};
    this.#faults.set([file, line, column, fault.message].join('\0'), fault);
  }
}

function wordingOf(error: unknown): string {
  const message = messageOf(error);
  if (!(error instanceof RangeError)) return message;
  return /call stack/.test(message)
    ? 'templates include each other in a circle, or a macro calls itself without end'
    : 'a text of this template grows without end';
}
