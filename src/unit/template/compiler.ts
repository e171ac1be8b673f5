import nunjucks, {
  type FilterNode,
  type For,
  type Frame,
  type FromImportNode,
  type FunCall,
  type InNode,
  type LookupVal,
  type NameNode,
  type Node,
  type NodeList,
  type Output,
  type TemplateFunctions,
} from 'nunjucks';
import { loopFilters } from './loops.ts';
import type { Points } from './marks.ts';
import type { TemplateSource } from './source.ts';
import { chainOf, childrenOf, describe, leftmost, nameOf, softPart } from './tree.ts';

const { nodes } = nunjucks;

/**
 * Makes functions of a tree whose rules were checked. All that they look up, call and write goes through the run
 * time's functions, each with the number of the point where it stands.
 */
export function compileTree(tree: Node, source: TemplateSource, points: Points): TemplateFunctions {
  const all = allNodes(tree);
  const soft = all.map(softPart).flatMap(part => (part ? chainOf(part) : []));
  for (const node of all) if (node instanceof nodes.For) node.arr = filteredLoop(node);
  const compiler = new PlacedCompiler(source, points, new Set(soft));
  compiler.compile(tree);
  // nunjucks has no interpreter. What goes into the code are numbers, JSON texts and names that were checked.
  const made: unknown = new Function(compiler.getCode())();
  if (isFunctions(made)) return made;
  throw new TypeError(`no functions were made of ${source.file}`);
}

class PlacedCompiler extends nunjucks.compiler.Compiler {
  readonly #source: TemplateSource;
  readonly #points: Points;
  readonly #soft: ReadonlySet<Node>;

  constructor(source: TemplateSource, points: Points, soft: ReadonlySet<Node>) {
    super(source.file, false);
    this.#source = source;
    this.#points = points;
    this.#soft = soft;
  }

  override compileOutput(node: Output, frame: Frame): void {
    for (const child of node.children) {
      if (child instanceof nodes.TemplateData) this.#text(child, String(child.value));
      else {
        this._emit(`${this.buffer} += runtime.output(${this.#expression(node)}, `);
        this.compile(child, frame);
        this._emitLine(');');
      }
    }
  }

  override compileCapture(node: Node, frame: Frame): void {
    this._emit('runtime.captured(');
    super.compileCapture(node, frame);
    this._emit(')');
  }

  compileSymbol(node: NameNode, frame: Frame): void {
    const variable = frame.lookup(node.value);
    const soft = this.#soft.has(node) || node.value === 'caller';
    const lookup = `runtime.name(context, frame, "${node.value}", ${this.#word(node)}, ${soft})`;
    this._emit(typeof variable === 'string' ? variable : lookup);
  }

  compileLookupVal(node: LookupVal, frame: Frame): void {
    this._emit('runtime.member((');
    this._compileExpression(node.target, frame);
    this._emit('),');
    this._compileExpression(node.val, frame);
    this._emit(
      `, ${this.#word(node.val)}, ${JSON.stringify(describe(node.target))}, ${this.#soft.has(node)})`,
    );
  }

  compileFunCall(node: FunCall, frame: Frame): void {
    this._emit('runtime.call(');
    this._compileExpression(node.name, frame);
    const word = this.#word(node.name instanceof nodes.LookupVal ? node.name.val : node.name);
    this._emit(`, ${word}, ${JSON.stringify(describe(node.name))}, context, `);
    this._compileAggregate(node.args, frame, '[', '])');
  }

  compileFilter(node: FilterNode, frame: Frame): void {
    const name = JSON.stringify(describe(node.name));
    this._emit(`runtime.filter(env.getFilter(${name}), ${this.#word(node.name)}, ${name}, context, `);
    this._compileAggregate(node.args, frame, '[', '])');
  }

  compileArray(node: NodeList, frame: Frame): void {
    this.#sized(node, frame, '[', ']');
  }

  compileDict(node: NodeList, frame: Frame): void {
    this.#sized(node, frame, '{', '}');
  }

  compileIn(node: InNode, frame: Frame): void {
    this._emit('runtime.contains(');
    this._compileExpression(node.right, frame);
    this._emit(', ');
    this._compileExpression(node.left, frame);
    this._emit(`, ${this.#word(node.right)})`);
  }

  compileFromImport(node: FromImportNode, frame: Frame): void {
    const id = this._compileGetTemplate(node, frame, false, false);
    this._addScopeLevel();
    const context = node.withContext ? 'context.getVariables(), frame, ' : '';
    this._emitLine(`${id}.getExported(${context}${this._makeCallback(id)}`);
    this._addScopeLevel();
    const file = JSON.stringify(describe(node.template));
    for (const name of node.names.children) {
      const [from, to] = name instanceof nodes.Pair ? [name.key, name.value] : [name, name];
      const variable = this._tmpid();
      const [wanted, alias] = [nameOf(from) ?? '', nameOf(to) ?? ''];
      this._emitLine(
        `var ${variable} = runtime.member(${id}, "${wanted}", ${this.#word(from)}, ${file}, false);`,
      );
      frame.set(alias, variable);
      this._emitLine(`${frame.parent ? 'frame.set' : 'context.setVariable'}("${alias}", ${variable});`);
    }
  }

  /** Shared by include, extends, import and from. The calls are closed by what follows in the generated code. */
  _compileGetTemplate(
    node: Node & { template: Node },
    frame: Frame,
    eager: boolean,
    ignoreMissing: boolean,
  ): string {
    const id = this._tmpid();
    this._emit('env.getTemplate(runtime.template(');
    this._compileExpression(node.template, frame);
    this._emitLine(
      `, ${this.#word(node.template)}, ${ignoreMissing === true}), ${eager}, null, ${ignoreMissing === true}, ${this._makeCallback(id)}`,
    );
    return id;
  }

  #sized(node: NodeList, frame: Frame, open: string, close: string): void {
    this._emit('runtime.sized(');
    this._compileAggregate(node, frame, open, close);
    this._emit(`, ${this.#word(node)})`);
  }

  #text(node: Node, text: string): void {
    if (text === '') return;
    const { text: whole } = this.#source;
    let offset = this.#source.offsetOf(node);
    // A "-" in the tag before took blanks away, and of raw text the position is that of the tag's end.
    while (offset < whole.length && !whole.startsWith(text, offset)) offset++;
    const point = this.#points.add(this.#source, offset);
    this._emitLine(`${this.buffer} += runtime.text(${point}, ${JSON.stringify(text)});`);
  }

  #expression(node: Node): number {
    return this.#match(node, /\{\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?!\}\})[\s\S])*\}\}|\w+/y);
  }

  #word(node: Node): number {
    return this.#match(node, /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\p{L}\p{N}_$]+/uy);
  }

  #match(node: Node, pattern: RegExp): number {
    const offset = this.#source.offsetOf(node);
    pattern.lastIndex = offset;
    return this.#points.add(this.#source, offset, pattern.exec(this.#source.text)?.[0].length ?? 1);
  }
}

function allNodes(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(allNodes)];
}

function filteredLoop({ arr, name }: For): FilterNode {
  const { lineno, colno } = leftmost(arr);
  const filter = name instanceof nodes.Array ? loopFilters.pairs : loopFilters.items;
  const args = new nodes.NodeList(lineno, colno, [arr]);
  return new nodes.Filter(lineno, colno, new nodes.Symbol(lineno, colno, filter), args);
}

function isFunctions(value: unknown): value is TemplateFunctions {
  return typeof value === 'object' && value !== null && 'root' in value && typeof value.root === 'function';
}
