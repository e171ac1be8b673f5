import { isObject } from '../../core/json.ts';
import { TemplateFault } from './fault.ts';
import { isText } from './values.ts';

/** Filters around what a `for` runs over, with one name and with several; no template can write these names. */
export const loopFilters = { items: 'loop over items', pairs: 'loop over pairs' } as const;

const mostSteps = 100_000;

/** The two filters of one rendering: a mapping's keys, or with two names its pairs. Every turn counts. */
export function templateLoops(): Record<string, (value: unknown) => unknown> {
  let steps = 0;
  const counted = (length: number) => {
    steps += length;
    if (steps > mostSteps) throw new TemplateFault(`more than ${mostSteps} turns of loops in one file`);
  };
  return {
    [loopFilters.items](value) {
      if (value === undefined || value === null) return null;
      const items = Array.isArray(value)
        ? value
        : isAnyText(value)
          ? [...String(value)]
          : isObject(value)
            ? Object.keys(value)
            : null;
      if (items === null)
        throw new TemplateFault(`a for cannot run over ${kindOf(value)}`, 'give it a list or a mapping');
      counted(items.length);
      return items;
    },
    [loopFilters.pairs](value) {
      if (value === undefined || value === null) return null;
      const isPairs = Array.isArray(value) && value.every(Array.isArray);
      if (!isPairs && (isAnyText(value) || !isObject(value))) {
        const found = Array.isArray(value) ? 'a list of single values' : kindOf(value);
        throw new TemplateFault(
          `a for with several names cannot run over ${found}`,
          'give it a mapping or a list of lists',
        );
      }
      counted(isPairs ? value.length : Object.keys(value).length);
      return value;
    },
  };
}

function isAnyText(value: unknown): boolean {
  return typeof value === 'string' || isText(value);
}

function kindOf(value: unknown): string {
  return typeof value === 'function'
    ? 'a macro or function'
    : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
