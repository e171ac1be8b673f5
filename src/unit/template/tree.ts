import nunjucks, { type Node } from 'nunjucks';

const { nodes } = nunjucks;

/** The nodes directly below one. */
export function childrenOf(node: Node): Node[] {
  const below = node.fields.flatMap(field => nodesIn(Object.getOwnPropertyDescriptor(node, field)?.value));
  return node instanceof nodes.Set && node.body ? [...below, node.body] : below;
}

/** The name that a node is; undefined for anything else. */
export function nameOf(node: Node | undefined): string | undefined {
  return node instanceof nodes.Symbol ? node.value : undefined;
}

/** The name that `a`, `a.b`, `a["b"].c` and `(a)` begin with; undefined for anything else. */
function rootName(node: Node): string | undefined {
  if (node instanceof nodes.LookupVal) return rootName(node.target);
  if (node instanceof nodes.Group && node.children.length === 1 && node.children[0])
    return rootName(node.children[0]);
  return nameOf(node);
}

/** The lookups and the name of such a chain: the nodes that are allowed to lead nowhere in `x.y | default(…)`. */
export function chainOf(node: Node): Node[] {
  if (node instanceof nodes.LookupVal) return [node, ...chainOf(node.target)];
  if (node instanceof nodes.Group && node.children.length === 1 && node.children[0])
    return chainOf(node.children[0]);
  return node instanceof nodes.Symbol ? [node] : [];
}

/** What a chain may lead nowhere in: the left of `is defined` and what `default` stands behind. */
export function softPart(node: Node): Node | undefined {
  if (node instanceof nodes.Is)
    return ['defined', 'undefined'].includes(nameOf(node.right) ?? '') ? node.left : undefined;
  if (!(node instanceof nodes.Filter)) return undefined;
  return ['default', 'd'].includes(nameOf(node.name) ?? '') ? node.args.children[0] : undefined;
}

/** The names that are known to be defined when a condition has an outcome. */
export function guards(condition: Node, outcome: boolean): string[] {
  if (condition instanceof nodes.Group && condition.children[0])
    return guards(condition.children[0], outcome);
  if (condition instanceof nodes.Not) return guards(condition.target, !outcome);
  const joins = outcome ? nodes.And : nodes.Or;
  if (condition instanceof joins)
    return [...guards(condition.left, outcome), ...guards(condition.right, outcome)];
  if (!(condition instanceof nodes.Is)) return [];
  const name =
    nameOf(condition.right) === (outcome ? 'defined' : 'undefined') ? rootName(condition.left) : undefined;
  return name === undefined ? [] : [name];
}

/** The node that an expression begins with: nunjucks gives calls the position of their "(", lookups that of their ".". */
export function leftmost(node: Node): Node {
  if (node instanceof nodes.LookupVal) return leftmost(node.target);
  if (node instanceof nodes.Filter) return leftmost(node.args.children[0] ?? node.name);
  return node instanceof nodes.FunCall ? leftmost(node.name) : node;
}

/** How an expression is called in messages. */
export function describe(node: Node): string {
  if (node instanceof nodes.Symbol) return node.value;
  if (node instanceof nodes.Literal) return String(node.value);
  if (node instanceof nodes.LookupVal && node.val instanceof nodes.Literal) {
    return `${describe(node.target)}.${describe(node.val)}`;
  }
  return node instanceof nodes.FunCall && !(node instanceof nodes.Filter) ? `${describe(node.name)}(…)` : '…';
}

function nodesIn(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  return value instanceof nodes.Node ? [value] : [];
}
