/** The parts of nunjucks 3.2 that are used here, its parse tree and its compiler among them. */
declare module 'nunjucks' {
  class Node {
    readonly typename: string;
    /** Counted from 0. */
    readonly lineno: number;
    readonly colno: number;
    readonly fields: readonly string[];
  }
  class NodeList extends Node {
    constructor(lineno: number, colno: number, children: readonly Node[]);
    readonly children: readonly Node[];
  }
  class Literal extends Node {
    readonly value: string | number | boolean | RegExp | null;
  }
  class TemplateData extends Literal {}
  class NameNode extends Node {
    constructor(lineno: number, colno: number, value: string);
    readonly value: string;
  }
  class Group extends NodeList {}
  class ArrayNode extends NodeList {}
  class Dict extends NodeList {}
  class KeywordArgs extends Dict {}
  class Output extends NodeList {}
  class Pair extends Node {
    readonly key: Node;
    readonly value: Node;
  }
  class LookupVal extends Node {
    readonly target: Node;
    readonly val: Node;
  }
  class FunCall extends Node {
    readonly name: Node;
    readonly args: NodeList;
  }
  class Filter extends FunCall {
    constructor(lineno: number, colno: number, name: NameNode, args: NodeList);
  }
  class If extends Node {
    readonly cond: Node;
    readonly body: Node;
    readonly else_: Node | null;
  }
  class InlineIf extends Node {
    readonly cond: Node;
    readonly body: Node;
    readonly else_: Node | null;
  }
  class For extends Node {
    arr: Node;
    readonly name: Node;
    readonly body: Node;
    readonly else_: Node | null;
  }
  class Macro extends Node {
    readonly name: Node;
    readonly args: NodeList;
    readonly body: Node;
  }
  class Caller extends Macro {}
  class Import extends Node {
    readonly template: Node;
    readonly target: Node;
  }
  class FromImport extends Node {
    readonly template: Node;
    readonly names: NodeList;
    readonly withContext: boolean | null;
  }
  class Block extends Node {
    readonly name: Node;
    readonly body: Node;
  }
  class Super extends Node {
    readonly symbol: NameNode;
  }
  class Extends extends Node {
    readonly template: Node;
  }
  class SetNode extends Node {
    readonly targets: readonly Node[];
    readonly value: Node | null;
    /** Of the block form; not one of the fields. */
    readonly body?: Node;
  }
  class BinOp extends Node {
    readonly left: Node;
    readonly right: Node;
  }
  class In extends BinOp {}
  class Is extends BinOp {}
  class And extends BinOp {}
  class Or extends BinOp {}
  class Not extends Node {
    readonly target: Node;
  }

  /** Scopes of names: of the compiler to names of its own variables, at run time to values. */
  class Frame {
    readonly variables: Readonly<Record<string, unknown>>;
    readonly parent: Frame | undefined;
    lookup(name: string): unknown;
    set(name: string, value: unknown): void;
  }
  class Context {
    readonly env: Environment;
    getVariables(): Record<string, unknown>;
  }
  class SafeString {
    constructor(text: string);
    readonly val: string;
  }
  class Compiler {
    constructor(templateName: string, throwOnUndefined: boolean);
    readonly buffer: string;
    getCode(): string;
    compile(node: Node, frame?: Frame): void;
    compileOutput(node: Output, frame: Frame): void;
    compileCapture(node: Node, frame: Frame): void;
    _emit(code: string): void;
    _emitLine(code: string): void;
    _tmpid(): string;
    _makeCallback(result: string): string;
    _templateName(): string;
    _addScopeLevel(): void;
    _compileExpression(node: Node, frame: Frame): void;
    _compileAggregate(node: NodeList, frame: Frame, open?: string, close?: string): void;
  }
  class Tokenizer {
    readonly lineno: number;
    readonly colno: number;
    nextToken(): { readonly type: string; readonly value: unknown } | null;
  }
  class Environment {
    constructor(loader: Loader, options: { autoescape: boolean; dev: boolean });
    globals: Record<string, unknown>;
    filters: Record<string, unknown>;
    tests: Record<string, unknown>;
    render(name: string, values: object): string;
  }
  type TemplateFunctions = { readonly root: TemplateFunction; readonly [block: string]: TemplateFunction };
  type TemplateFunction = (
    env: Environment,
    context: Context,
    frame: Frame,
    runtime: object,
    done: (error: unknown, text?: string) => void,
  ) => void;
  type Loader = {
    getSource(name: string): {
      readonly src: { readonly type: 'code'; readonly obj: TemplateFunctions };
      readonly path: string;
      readonly noCache: boolean;
    } | null;
  };

  const nunjucks: {
    readonly nodes: {
      readonly Node: typeof Node;
      readonly NodeList: typeof NodeList;
      readonly Literal: typeof Literal;
      readonly TemplateData: typeof TemplateData;
      readonly Symbol: typeof NameNode;
      readonly Group: typeof Group;
      readonly Array: typeof ArrayNode;
      readonly Dict: typeof Dict;
      readonly KeywordArgs: typeof KeywordArgs;
      readonly Pair: typeof Pair;
      readonly LookupVal: typeof LookupVal;
      readonly FunCall: typeof FunCall;
      readonly Filter: typeof Filter;
      readonly If: typeof If;
      readonly InlineIf: typeof InlineIf;
      readonly For: typeof For;
      readonly Macro: typeof Macro;
      readonly Caller: typeof Caller;
      readonly Import: typeof Import;
      readonly FromImport: typeof FromImport;
      readonly Block: typeof Block;
      readonly Super: typeof Super;
      readonly Extends: typeof Extends;
      readonly Set: typeof SetNode;
      readonly Is: typeof Is;
      readonly And: typeof And;
      readonly Or: typeof Or;
      readonly Not: typeof Not;
    };
    readonly parser: { parse(text: string): Node };
    readonly lexer: { lex(text: string): Tokenizer };
    readonly compiler: { readonly Compiler: typeof Compiler };
    readonly runtime: { readonly SafeString: typeof SafeString };
    readonly Environment: typeof Environment;
  };

  export type {
    Block,
    Context,
    Environment,
    For,
    Frame,
    FromImport as FromImportNode,
    FunCall,
    LookupVal,
    Macro,
    NameNode,
    Node,
    NodeList,
    Output,
    TemplateFunction,
    TemplateFunctions,
  };
  export type FilterNode = Filter;
  export type InNode = In;
  export default nunjucks;
}

declare module 'nunjucks/src/transformer.js' {
  import type { Node } from 'nunjucks';

  const transformer: { transform(tree: Node, asyncFilters: readonly string[]): Node };
  export default transformer;
}
