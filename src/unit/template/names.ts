import nunjucks, { type Macro, type Node } from 'nunjucks';
import { define, definedBy, hasName, inner, namesOf, type Scope, topNames } from './scope.ts';
import type { TemplateSource } from './source.ts';
import { chainOf, childrenOf, guards, nameOf, softPart } from './tree.ts';

const { nodes } = nunjucks;

/** Nobody reads more of them, and for each a near name is looked for. */
const mostUnknown = 50;

/** A name that nothing gives a value, and the names that have one where it stands. */
export type UnknownName = {
  readonly name: string;
  readonly offset: number;
  readonly known: readonly string[];
};

/**
 * Finds every name in a template that has no value where it stands, also in branches that would not be taken.
 * @param given the names of the environment and of nunjucks' own functions
 */
export function findUnknownNames(
  tree: Node,
  source: TemplateSource,
  given: readonly string[],
): UnknownName[] {
  const top: Scope = { names: new Set(given), parent: undefined };
  const finder = new NameFinder(source, { names: new Set([...given, ...topNames(tree)]), parent: undefined });
  finder.visit(tree, top);
  return finder.unknown;
}

class NameFinder {
  readonly unknown: UnknownName[] = [];
  readonly #source: TemplateSource;
  /** What a macro's body sees: all that the file's top level ever defines, as it runs later. */
  readonly #whole: Scope;
  /** Names that a condition around the current node found to be defined. */
  readonly #guarded: string[] = [];
  #extends = false;

  constructor(source: TemplateSource, whole: Scope) {
    this.#source = source;
    this.#whole = whole;
  }

  visit(node: Node, scope: Scope): void {
    const soft = softPart(node);
    if (soft) this.#soft(node, soft, scope);
    else if (node instanceof nodes.Symbol) this.#name(node.value, node, scope);
    else if (node instanceof nodes.Filter) this.visit(node.args, scope);
    else if (node instanceof nodes.Is) this.#each([node.left, ...argumentsOf(node.right)], scope);
    else if (node instanceof nodes.Pair) this.visit(node.value, scope);
    else if (node instanceof nodes.If || node instanceof nodes.InlineIf)
      this.#if(node.cond, node.body, node.else_, scope);
    else if (node instanceof nodes.And) this.#when(node.left, node.right, true, scope);
    else if (node instanceof nodes.Or) this.#when(node.left, node.right, false, scope);
    else this.#statement(node, scope);
  }

  #statement(node: Node, scope: Scope): void {
    if (node instanceof nodes.For) {
      this.visit(node.arr, scope);
      const names = node.name instanceof nodes.Array ? node.name.children.map(nameOf) : [nameOf(node.name)];
      this.visit(node.body, inner(scope, ['loop', ...names]));
      if (node.else_) this.visit(node.else_, inner(scope, []));
    } else if (node instanceof nodes.Macro) this.#macro(node, scope);
    else if (node instanceof nodes.Set) {
      this.#each([node.value, node.body], scope);
      define(scope, node.targets.map(nameOf));
    } else if (node instanceof nodes.Import || node instanceof nodes.FromImport) {
      this.visit(node.template, scope);
      define(scope, definedBy(node));
    } else if (node instanceof nodes.Super) define(scope, [node.symbol.value]);
    else if (node instanceof nodes.Block) {
      if (!this.#extends) this.visit(node.body, inner(scope, []));
    } else {
      // Blocks of a template that extends another see what that one defines: only running it tells.
      this.#extends ||= node instanceof nodes.Extends;
      this.#each(childrenOf(node), scope);
    }
  }

  #macro(node: Macro, scope: Scope): void {
    const isCaller = node instanceof nodes.Caller;
    if (!isCaller) define(scope, [nameOf(node.name)]);
    const { children } = node.args;
    const own = inner(isCaller ? scope : this.#whole, ['caller', ...children.map(nameOf)]);
    const pairs = children.flatMap(arg => (arg instanceof nodes.KeywordArgs ? arg.children : []));
    for (const pair of pairs.filter(child => child instanceof nodes.Pair)) {
      this.visit(pair.value, own);
      define(own, [nameOf(pair.key)]);
    }
    this.visit(node.body, own);
  }

  #soft(node: Node, soft: Node, scope: Scope): void {
    const chain = chainOf(soft);
    const indexes = chain.flatMap(part => (part instanceof nodes.LookupVal ? [part.val] : []));
    this.#each(chain.length > 0 ? indexes : [soft], scope);
    if (node instanceof nodes.Filter) this.#each(node.args.children.slice(1), scope);
  }

  #if(condition: Node, body: Node, otherwise: Node | null, scope: Scope): void {
    this.visit(condition, scope);
    this.#guard(guards(condition, true), () => this.visit(body, scope));
    if (otherwise) this.#guard(guards(condition, false), () => this.visit(otherwise, scope));
  }

  #when(condition: Node, next: Node, outcome: boolean, scope: Scope): void {
    this.visit(condition, scope);
    this.#guard(guards(condition, outcome), () => this.visit(next, scope));
  }

  #guard(names: readonly string[], visit: () => void): void {
    const before = this.#guarded.length;
    this.#guarded.push(...names);
    visit();
    this.#guarded.length = before;
  }

  #name(name: string, node: Node, scope: Scope): void {
    if (hasName(scope, name) || this.#guarded.includes(name) || this.unknown.length >= mostUnknown) return;
    this.unknown.push({ name, offset: this.#source.offsetOf(node), known: namesOf(scope) });
  }

  #each(visited: readonly (Node | null | undefined)[], scope: Scope): void {
    for (const node of visited) if (node) this.visit(node, scope);
  }
}

function argumentsOf(test: Node): readonly Node[] {
  return test instanceof nodes.FunCall ? test.args.children : [];
}
