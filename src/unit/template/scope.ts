import nunjucks, { type Node } from 'nunjucks';
import { childrenOf, nameOf } from './tree.ts';

const { nodes } = nunjucks;

/** Names that have a value in a part of a template. */
export type Scope = { readonly names: Set<string>; readonly parent: Scope | undefined };

/** All names that are defined outside of loops, macros and blocks. */
export function topNames(node: Node): string[] {
  const own =
    node instanceof nodes.Macro && !(node instanceof nodes.Caller) ? [nameOf(node.name)] : definedBy(node);
  const isScope = node instanceof nodes.For || node instanceof nodes.Macro || node instanceof nodes.Block;
  const below = isScope ? [] : childrenOf(node).flatMap(topNames);
  return [...own.filter(name => name !== undefined), ...below];
}

/** The names that a set, import or from gives to the scope that it stands in. */
export function definedBy(node: Node): (string | undefined)[] {
  if (node instanceof nodes.Set) return node.targets.map(nameOf);
  if (node instanceof nodes.Import) return [nameOf(node.target)];
  if (!(node instanceof nodes.FromImport)) return [];
  return node.names.children.map(name => nameOf(name instanceof nodes.Pair ? name.value : name));
}

/** A scope within another, with names of its own. */
export function inner(parent: Scope, names: readonly (string | undefined)[]): Scope {
  return { names: new Set(names.filter(name => name !== undefined)), parent };
}

/** Gives a scope further names. */
export function define(scope: Scope, names: readonly (string | undefined)[]): void {
  for (const name of names) if (name !== undefined) scope.names.add(name);
}

/** Whether a name is defined in a scope. */
export function hasName(scope: Scope, name: string): boolean {
  return scope.names.has(name) || (scope.parent !== undefined && hasName(scope.parent, name));
}

/** All names that are defined in a scope. */
export function namesOf(scope: Scope): string[] {
  return [...scope.names, ...(scope.parent ? namesOf(scope.parent) : [])];
}
