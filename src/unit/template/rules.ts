import nunjucks, { type Block, type Macro, type Node } from 'nunjucks';
import type { Fault } from '../../core/places.ts';
import { suggest } from '../../core/suggest.ts';
import type { TemplateSource } from './source.ts';
import { childrenOf, nameOf } from './tree.ts';

const { nodes } = nunjucks;

/** What a template may consist of. Whatever else nunjucks knows, such as its asynchronous tags, is refused. */
const allowed = new Set(
  `Root NodeList Output TemplateData Literal Symbol Group Array Dict Pair KeywordArgs LookupVal FunCall Filter If
  InlineIf For Macro Caller Import FromImport Block Super Extends Include Set Capture Switch Case In Is Or And Not Add
  Concat Sub Mul Div FloorDiv Mod Pow Neg Pos Compare CompareOperand`.split(/\s+/),
);
/** Generated code holds names as they are, and nunjucks takes almost anything for a name: `a"b` and "`" among it. */
const identifier = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** The filters and tests that templates may use. */
export type Vocabulary = { readonly filters: readonly string[]; readonly tests: readonly string[] };

/**
 * Checks that code can be generated from a tree: only known kinds of nodes, only names where the compiler takes names,
 * only known filters and tests. A tree with faults must not be compiled.
 */
export function findRuleFaults(tree: Node, source: TemplateSource, vocabulary: Vocabulary): Fault[] {
  const faults: Fault[] = [];
  const add = (node: Node, message: string, hint?: string) => {
    const offset = source.offsetOf(node);
    const length = Math.max(1, /^[\w$]*/.exec(source.text.slice(offset, offset + 200))?.[0].length ?? 1);
    faults.push({ message, place: { ...source.placeAt(offset), length }, hint });
  };
  const visit = (node: Node) => {
    if (!allowed.has(node.typename)) return add(node, `templates here have no "${node.typename}"`);
    // One like (a+)+$ may search for longer than anybody waits, and nothing can stop it.
    if (node instanceof nodes.Literal && node.value instanceof RegExp)
      return add(node, 'templates here have no regular expressions', 'give "replace" a text');
    for (const name of namesIn(node)) {
      if (!(name instanceof nodes.Symbol)) add(name ?? node, 'a name must stand here');
      else if (name.value.startsWith('__'))
        add(name, `"${name.value}" cannot be a name: it begins with "__"`);
    }
    if (node instanceof nodes.Pair && isHiddenKey(node.key)) add(node.key, 'a key cannot begin with "__"');
    if (node instanceof nodes.Filter) known(node.name, 'filter', vocabulary.filters);
    else if (node instanceof nodes.Symbol && !identifier.test(node.value))
      add(node, `"${node.value}" is no name`);
    if (node instanceof nodes.Is) known(testOf(node.right), 'test', vocabulary.tests);
    return childrenOf(node)
      .filter(child => !(node instanceof nodes.Filter && child === node.name))
      .forEach(visit);
  };
  const known = (node: Node, what: string, names: readonly string[]) => {
    const name = node instanceof nodes.Literal && node.value === null ? 'null' : nameOf(node);
    if (name === undefined) add(node, `the name of a ${what} must stand here`);
    else if (!names.includes(name)) add(node, `unknown ${what} "${name}"`, suggest(name, names, 'there are'));
  };
  visit(tree);
  for (const block of secondBlocks(tree))
    add(block.name, `there is a block "${nameOf(block.name)}" above already`, 'give one another name');
  return faults;
}

/** The blocks that have the name of an earlier one. */
function secondBlocks(tree: Node): readonly Block[] {
  const names = new Set<string | undefined>();
  return blocksIn(tree).filter(({ name }) => names.has(nameOf(name)) || !names.add(nameOf(name)));
}

function blocksIn(node: Node): readonly Block[] {
  return [...(node instanceof nodes.Block ? [node] : []), ...childrenOf(node).flatMap(blocksIn)];
}

/** What the compiler takes for a name that is given a value; undefined where there is nothing. */
function namesIn(node: Node): readonly (Node | undefined)[] {
  if (node instanceof nodes.For) return node.name instanceof nodes.Array ? node.name.children : [node.name];
  if (node instanceof nodes.Macro) return [node.name, ...parameters(node)];
  if (node instanceof nodes.Set) return node.targets;
  if (node instanceof nodes.Import) return [node.target];
  if (node instanceof nodes.Block) return [node.name];
  if (!(node instanceof nodes.FromImport)) return [];
  return node.names.children.flatMap(name => (name instanceof nodes.Pair ? [name.key, name.value] : [name]));
}

function parameters({ args: { children } }: Macro): readonly Node[] {
  return children.flatMap((arg, index) => {
    if (!(arg instanceof nodes.KeywordArgs) || index < children.length - 1) return [arg];
    return arg.children.map(pair => (pair instanceof nodes.Pair ? pair.key : pair));
  });
}

function testOf(right: Node): Node {
  return right instanceof nodes.FunCall && !(right instanceof nodes.Filter) ? right.name : right;
}

function isHiddenKey(key: Node): boolean {
  const name = key instanceof nodes.Literal ? key.value : nameOf(key);
  return typeof name === 'string' && name.startsWith('__');
}
