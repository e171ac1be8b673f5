import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { type Redact, redactor, redactValue } from '../core/redaction.ts';
import type { Container } from '../docker/container.ts';
import { boundTo } from '../docker/dependencies.ts';
import { imageOf } from '../docker/image-of.ts';
import { findImage } from '../docker/reference.ts';
import type { ContainerFacts, World } from '../docker/world.ts';
import { label } from './labels.ts';
import type { Scope } from './scope.ts';

/** A keyword whose value is not what the container was created with; undefined stands for absent. */
export type Difference = {
  readonly field: string;
  readonly before: Json | undefined;
  readonly now: Json | undefined;
};

/**
 * The labels by which a later run sees what has changed. They hold the keywords as declared and not what was made of
 * them, so that neither defaults of the engine or the image nor a newer nua-start look like a change.
 */
export function declarationLabels(container: Container, world: World, scope: Scope): Record<string, string> {
  return {
    [label.declared]: JSON.stringify(declarationOf(container, scope)),
    [label.uses]: JSON.stringify(Object.fromEntries(boundIds(container, world))),
  };
}

/** What differs between a container that is there and its declaration; nothing for one that nua-start did not make. */
export function differences(
  container: Container,
  facts: ContainerFacts,
  world: World,
  scope: Scope,
): readonly Difference[] {
  const before = readLabel(facts, label.declared);
  if (!before) return [];
  const fields = compare(before, declarationOf(container, scope));
  return [
    ...fields,
    ...(fields.some(d => d.field === 'image') ? [] : imageChange(container, facts, world)),
    ...usesChange(container, facts, world),
  ];
}

/** Names of the containers whose volumes or name-spaces a container was given when nua-start created it. */
export function usedNames(facts: ContainerFacts): readonly string[] {
  return Object.keys(readLabel(facts, label.uses) ?? {});
}

/** `startup.port_bindings.80: 8080 -> 8081`. */
export function describeDifferences(list: readonly Difference[]): string {
  return list.map(({ field, before, now }) => `${field}: ${show(before)} -> ${show(now)}`).join(', ');
}

function declarationOf(container: Container, { secrets }: Scope): JsonObject {
  const flat: Record<string, Json> = { image: imageOf(container) ?? null };
  for (const [section, names] of sections) {
    for (const name of names) {
      const value = container.written[name];
      if (isObject(value)) flatten(value, section, flat);
    }
  }
  for (const ignored of ['creation.name', 'creation.image', 'creation.tag']) delete flat[ignored];
  const redact = redactor(secrets);
  return Object.fromEntries(
    Object.entries(flat).map(([field, value]) => [redact(field), withoutSecret(value, redact)]),
  );
}

/** Labels are for everybody to read; a few digits tell whether a secret has changed, and not what it is. */
function withoutSecret(value: Json, redact: Redact): Json {
  const text = JSON.stringify(value);
  // A short secret is one only where it stands alone, and a long one may have been written over several items.
  if (redact(text) === text && JSON.stringify(redactValue(value, redact)) === text) return value;
  return `*** ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}

const sections = [
  ['creation', ['create', 'creation']],
  ['startup', ['start', 'startup']],
  ['engine', ['engine']],
] as const;

function flatten(value: JsonObject, prefix: string, into: Record<string, Json>): void {
  for (const [key, item] of Object.entries(value)) {
    const field = `${prefix}.${key}`;
    if (isObject(item) && Object.keys(item).length > 0) flatten(item, field, into);
    else if (item !== null) into[field] = item;
  }
}

function compare(before: JsonObject, now: JsonObject): Difference[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return fields
    .map(field => ({ field, before: before[field], now: now[field] }))
    .filter(difference => JSON.stringify(difference.before) !== JSON.stringify(difference.now));
}

/** The image's name is the same and names another image by now. */
function imageChange(container: Container, facts: ContainerFacts, world: World): Difference[] {
  const now = findImage(world, imageOf(container) ?? '')?.id;
  const before = facts.imageId;
  if (!now || !before || now === before) return [];
  return [{ field: 'image', before: shortId(before), now: shortId(now) }];
}

/** A container that this one is bound to is another one by now. */
function usesChange(container: Container, facts: ContainerFacts, world: World): Difference[] {
  const before = readLabel(facts, label.uses) ?? {};
  return boundIds(container, world)
    .filter(([name, id]) => typeof before[name] === 'string' && before[name] !== id)
    .map(([name, id]) => ({
      field: `container ${name}`,
      before: shortId(String(before[name])),
      now: shortId(id),
    }));
}

function boundIds(container: Container, world: World): [string, string][] {
  return boundTo(container).flatMap(name => {
    const id = world.containers.get(name)?.id;
    return id === undefined ? [] : [[name, id] satisfies [string, string]];
  });
}

function readLabel(facts: ContainerFacts, name: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(facts.labels[name] ?? '');
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // not ours, or written by hand: nothing to compare with
  }
}

function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

function show(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
