import { OrderError } from '../core/errors.ts';
import type { ContainerFacts, Labels } from '../docker/world.ts';
import type { Scope } from './scope.ts';

export const label = {
  unit: 'nua-start.unit',
  configuration: 'nua-start.config',
  /** What a container was declared as, as JSON by keyword. */
  declared: 'nua-start.declared',
  /** Ids of the containers whose volumes or name-spaces a container uses, or that it is linked to, as JSON by name. */
  uses: 'nua-start.uses',
  /** Says what a short-lived container is for. */
  helper: 'nua-start.helper',
} as const;

/** The labels of whatever a unit of a configuration directory makes, images excepted. */
export function ownLabels(unit: string, scope: Scope): Record<string, string> {
  return { [label.unit]: unit, [label.configuration]: scope.configuration };
}

/** Whether something carries the labels of a unit of this configuration directory. */
export function isOwn(labels: Labels, unit: string, scope: Pick<Scope, 'configuration'>): boolean {
  return labels[label.unit] === unit && labels[label.configuration] === scope.configuration;
}

/** An error unless this unit made the container, or `--adopt` is given. */
export function foreign(
  facts: ContainerFacts,
  unit: string,
  scope: Scope,
  verb: string,
): OrderError | undefined {
  if (scope.options.adopt || isOwn(facts.labels, unit, scope)) return undefined;
  return new OrderError(`will not ${verb} container "${facts.name}": ${ownerOf(facts.labels)}`, {
    hint: `if it is unit "${unit}" that it belongs to, say so with --adopt; else give one of the two another name`,
  });
}

function ownerOf(labels: Labels): string {
  const unit = labels[label.unit];
  const configuration = labels[label.configuration];
  // An image's own label comes with every container made from it, so the directory decides.
  if (!unit || !configuration) return 'it was not made by nua-start';
  return `it belongs to unit "${unit}" of ${configuration}`;
}
