import { dump } from 'js-yaml';
import type { JsonObject } from '../core/json.ts';
import { type Redact, redactValue } from '../core/redaction.ts';
import { findLate } from '../docker/late/late.ts';
import type { Unit } from './unit.ts';

/** Both documents of a unit as plain values; saved as a unit file they give the same plan. */
export function describeUnit(unit: Unit): {
  readonly composition: JsonObject;
  readonly orders: readonly JsonObject[];
} {
  const { composition, section, host, entries, name } = unit;
  const containers = [...composition.containers.values()].map(container => {
    const foreign = container.unit === name ? {} : { declared_by: container.unit };
    return [container.name, { ...container.written, ...foreign }] as const;
  });
  return {
    composition: {
      ...(Object.keys(section).length > 0 ? { unit: section } : {}),
      ...(Object.keys(host).length > 0 ? { host } : {}),
      ...Object.fromEntries(containers),
    },
    orders: entries.map(entry =>
      Object.fromEntries(entry.map(({ target, kind, args }) => [target, { command: kind, ...args }])),
    ),
  };
}

/** The same as the text of a unit file: two YAML documents that templates leave as they are. */
export function printUnit(unit: Unit, redact: Redact): string {
  const { composition, orders } = describeUnit(unit);
  // Masked before it is written as YAML, which would take a bare *** for an alias.
  return protect(`${yaml(redactValue(composition, redact))}---\n${yaml(redactValue(orders, redact))}`);
}

function yaml(value: unknown): string {
  return dump(value, { lineWidth: -1, noRefs: true });
}

/**
 * Writes what would begin a template, or end its comments, so that it reads back as it is; late expressions are no
 * templates.
 */
function protect(text: string): string {
  let result = '';
  let end = 0;
  for (const late of findLate(text)) {
    result += escapeTemplates(text.slice(end, late.start)) + text.slice(late.start, late.end);
    end = late.end;
  }
  return result + escapeTemplates(text.slice(end));
}

function escapeTemplates(text: string): string {
  return text.replace(/\{[{%#]|#\}/g, mark => `{{ '${mark}' }}`);
}
