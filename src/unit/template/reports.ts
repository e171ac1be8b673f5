import { isObject } from '../../core/json.ts';
import { nearest, suggest } from '../../core/suggest.ts';
import { isText } from './values.ts';

/** Where a rendering's faults go, and what it has done so far. */
export type Rendering = {
  /** The point that was reached last. */
  reached: number;
  report(point: number, message: string, hint?: string): void;
  /** Says that the point puts a value's text in as it is. */
  insertsText(point: number): void;
  /** Whether anything was reported: what fails later may be no more than a consequence. */
  hasFaults(): boolean;
  findTemplate(name: unknown, point: number, ignoreMissing: boolean): string;
};

/** How a missing name is reported, by the rendering and by the search before it. */
export function reportName(
  rendering: Pick<Rendering, 'report'>,
  point: number,
  name: string,
  known: readonly string[],
): void {
  const meant = nearest(name, known);
  const hint =
    meant !== undefined
      ? `did you mean "${meant}"?`
      : name === 'args'
        ? 'the third document declares them, for the other two: "- add_argument: {name: --level}"'
        : `set it in environments/*.yaml or with --set, or write "${name} | default(…)"`;
  rendering.report(point, `unknown variable "${name}"`, hint);
}

/** How a missing member is reported; not when what it would be a member of was reported before. */
export function reportMember(
  rendering: Rendering,
  point: number,
  target: unknown,
  key: unknown,
  described: string,
): void {
  if (target === undefined && rendering.hasFaults()) return;
  const name = typeof key === 'string' || typeof key === 'number' ? `"${key}"` : 'such a key';
  if (target === undefined || target === null) {
    rendering.report(
      point,
      `"${described}" has no value, so it has no ${name}`,
      `write "${described}.… | default(…)"`,
    );
  } else if (Array.isArray(target)) {
    rendering.report(
      point,
      `"${described}" is a list of ${target.length}, it has no ${name}`,
      'items are counted from 0',
    );
  } else if (isObject(target) && !isText(target)) {
    const hint = suggest(String(key), Object.keys(target), `"${described}" has`);
    rendering.report(point, `"${described}" has no ${name}`, hint ?? `"${described}" is empty`);
  } else
    rendering.report(
      point,
      `"${described}" is no mapping, it has no ${name}`,
      'filters are written "… | name"',
    );
}
