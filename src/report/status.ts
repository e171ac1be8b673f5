import type { Json, JsonObject } from '../core/json.ts';
import type { Redact } from '../core/redaction.ts';
import type { PublishedPort } from '../docker/details.ts';
import type { ContainerStatus, UnitStatus } from '../look/status.ts';
import { describeDifferences } from '../orders/declaration.ts';
import { wholeDuration } from './lines.ts';
import { printable } from './printable.ts';
import { describeTable } from './table.ts';

/**
 * A table for each unit, with its name above where there are several. What is to be known of a container besides stands
 * below its row. `now` in milliseconds since 1970.
 */
export function describeStatus(units: readonly UnitStatus[], now: number, redact: Redact): string {
  if (units.length === 0) return 'no containers';
  return units
    .map(unit => {
      const lines = unit.containers.length === 0 ? ['no containers'] : describeUnit(unit, now, redact);
      return units.length === 1 ? lines : [`${unit.unit}:`, ...lines.map(line => `  ${line}`)];
    })
    .map(lines => lines.join('\n'))
    .join('\n\n');
}

function describeUnit({ unit, containers }: UnitStatus, now: number, redact: Redact): readonly string[] {
  const masked = (text: string): string => printable(redact(text));
  const rows = containers.map(it =>
    [
      it.name,
      stateOf(it),
      it.image ?? '',
      it.ports.map(describePort).filter(isFirst).join(' '),
      age(it, now),
    ].map(masked),
  );
  const [title = '', ...lines] = describeTable(['CONTAINER', 'STATE', 'IMAGE', 'PORTS', 'SINCE'], rows);
  // Of a unit without files, nothing can be run.
  const command = containers.some(it => it.declared) ? `: nua-start run --remove-orphans ${unit}/start` : '';
  const notes = containers.map(it => notesOn(it, command).map(note => `  ${masked(note)}`));
  return [title, ...lines.flatMap((line, index) => [line, ...(notes[index] ?? [])])];
}

function stateOf({ state, health, exitCode }: ContainerStatus): string {
  if (state === 'missing') return 'not there';
  if (state === 'exited' || state === 'dead') return `${state} (${exitCode ?? '?'})`;
  return health === undefined ? state : `${state}, ${health}`;
}

/** `8080->80`, with the address where it is not all of them, and the protocol where it is not TCP. */
function describePort({ hostIp, hostPort, containerPort, protocol }: PublishedPort): string {
  const everywhere = ['', '0.0.0.0', '::'].includes(hostIp);
  const address = everywhere ? '' : `${hostIp.includes(':') ? `[${hostIp}]` : hostIp}:`;
  return `${address}${hostPort}->${containerPort}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

function isFirst<T>(item: T, index: number, all: readonly T[]): boolean {
  return all.indexOf(item) === index;
}

function age({ since }: ContainerStatus, now: number): string {
  if (since === undefined) return '';
  const milliseconds = Math.max(0, now - Date.parse(since));
  const days = Math.floor(milliseconds / 86_400_000);
  return days < 2 ? wholeDuration(milliseconds) : `${days} d`;
}

function notesOn(status: ContainerStatus, command: string): readonly string[] {
  const { declared, foreign, differences } = status;
  if (!declared) return [`not declared any more${command}`];
  return [
    ...(foreign ? ['not made by this unit'] : []),
    ...(differences.length > 0 ? [`differs from its declaration: ${describeDifferences(differences)}`] : []),
  ];
}

/** The same as data. */
export function describeStatusAsJson(units: readonly UnitStatus[]): JsonObject {
  return {
    units: units.map(({ unit, containers }) => ({ unit, containers: containers.map(describeAsJson) })),
  };
}

function describeAsJson(status: ContainerStatus): JsonObject {
  const { differences, ports, ...scalars } = status;
  const known: Readonly<Record<string, Json | undefined>> = scalars;
  const given = Object.entries(known).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return {
    ...Object.fromEntries(given),
    ports: ports.map(port => ({ ...port })),
    differences: differences.map(({ field, before = null, now = null }) => ({ field, before, now })),
  };
}
