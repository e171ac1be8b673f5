const noRoom = /no space left/i;
const makeRoom =
  'make room where the engine keeps its data: docker system df shows what takes it, docker system prune removes what nothing uses';

/** What to do about what the engine says, by words that stand in its message. The first that fits counts. */
const hints: readonly [RegExp, string][] = [
  [
    /address already in use|port is already allocated/i,
    'give it another host port in "port_bindings", or end what listens on that one: see docker ps and ss -ltnp',
  ],
  [
    /executable file not found|exec: ".*": (?:stat .*: )?no such file/i,
    'correct "command" or "entrypoint": the image has no such program',
  ],
  [/permission denied/i, 'see who may read and run that file'],
  [noRoom, makeRoom],
  [/is already in use by container/i, 'give one of the two another name, or remove the other one'],
  [/pool overlaps|non-overlapping IPv4/i, 'remove networks that nobody uses: docker network prune'],
];

const byStatus: Readonly<Record<number, string>> = {
  400: 'correct what the unit says there',
  404: 'make it first, or correct its name',
  409: 'look at its present state: docker ps --all',
  500: "the engine's own log may tell more: journalctl -u docker",
};

/** An action where the disk is full, whatever was being done. */
export function roomHint(message: string): string | undefined {
  return noRoom.test(message) ? makeRoom : undefined;
}

/** An action for what the engine refused. */
export function refusalHint(message: string, statusCode: number): string | undefined {
  return hints.find(([pattern]) => pattern.test(message))?.[1] ?? byStatus[statusCode];
}
