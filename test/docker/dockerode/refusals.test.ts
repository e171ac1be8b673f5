import test from 'ava';
import { refusalHint } from '../../../src/docker/dockerode/refusals.ts';

const refusals: readonly (readonly [message: string, status: number, hint: RegExp | undefined])[] = [
  [
    'Bind for 0.0.0.0:80 failed: port is already allocated',
    500,
    /another host port .* docker ps and ss -ltnp/,
  ],
  ['listen tcp4 0.0.0.0:80: bind: address already in use', 500, /another host port/],
  ['exec: "nginxx": executable file not found in $PATH: unknown', 400, /correct "command" or "entrypoint"/],
  ['exec: "/run.sh": stat /run.sh: no such file or directory: unknown', 400, /correct "command"/],
  ['mkdir /var/lib/docker/overlay2/x: no space left on device', 500, /docker system prune/],
  ['Conflict. The container name "/web" is already in use by container "1"', 409, /another name/],
  ['Pool overlaps with other one on this address space', 403, /docker network prune/],
  ['invalid reference format', 400, /correct what the unit says/],
  ['something new', 418, undefined],
];

for (const [message, status, hint] of refusals) {
  test(`what to do about: ${message}`, t => {
    const said = refusalHint(message, status);
    if (hint) t.regex(said ?? '', hint);
    else t.is(said, undefined);
  });
}
