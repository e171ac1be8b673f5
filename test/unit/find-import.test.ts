import test from 'ava';
import { refuses } from '../support/refuses.ts';

test(
  'an import that is no name of a command',
  refuses,
  `
import: db
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: cannot import: "db" is no UNIT/COMMAND
  units/web/start.yaml:1:9
    1 | import: db
      |         ^^
  hint: did you mean "db/start"? "nua-start list" shows all
`,
  { files: { 'units/db/start.yaml': "db: {creation: {image: 'postgres:16'}}\n" } },
);

test(
  'an import that is nothing',
  refuses,
  `
import:
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: import: wanted UNIT/COMMAND or a list of them, found nothing
  units/web/start.yaml:1:1
    1 | import:
      | ^^^^^^
  hint: write for example "import: other/start"
`,
  { files: { 'units/db/start.yaml': "db: {creation: {image: 'postgres:16'}}\n" } },
);

test(
  'an import of a unit that is not there, with a near one',
  refuses,
  `
import: bd/start
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: cannot import "bd/start": there is no such unit
  units/web/start.yaml:1:9
    1 | import: bd/start
      |         ^^^^^^^^
  hint: did you mean "db/start"?
`,
  { files: { 'units/db/start.yaml': "db: {creation: {image: 'postgres:16'}}\n" } },
);

test(
  'an import of a command that is not there',
  refuses,
  `
import: [db/start, db/restrt]
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: cannot import "db/restrt": there is no such unit
  units/web/start.yaml:1:20
    1 | import: [db/start, db/restrt]
      |                    ^^^^^^^^^
  hint: did you mean "db/start"?
`,
  { files: { 'units/db/start.yaml': "db: {creation: {image: 'postgres:16'}}\n" } },
);

test(
  'an import out of units/',
  refuses,
  `
import: ../../etc/start
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: cannot import: "../../etc/start" is no UNIT/COMMAND
  units/web/start.yaml:1:9
    1 | import: ../../etc/start
      |         ^^^^^^^^^^^^^^^
  hint: "nua-start list" shows all units
`,
  { files: { 'units/db/start.yaml': "db: {creation: {image: 'postgres:16'}}\n" } },
);

test(
  'an import that is a list of mappings',
  refuses,
  `
import: [{db: start}]
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: import: wanted UNIT/COMMAND or a list of them, found a mapping
  units/web/start.yaml:1:10
    1 | import: [{db: start}]
      |          ^
  hint: write for example "import: other/start"
`,
  { files: { 'units/db/start.yaml': "db: {creation: {image: 'postgres:16'}}\n" } },
);

test(
  'an import of itself',
  refuses,
  `
import: web/start
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: units import each other in a circle: web/start.yaml -> web/start.yaml
  units/web/start.yaml:1:9
    1 | import: web/start
      |         ^^^^^^^^^
  hint: take one of the imports away
`,
);

test(
  'imports in a circle',
  refuses,
  `
import: db/start
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: units import each other in a circle: web/start.yaml -> db/start.yaml -> web/start.yaml
  units/db/start.yaml:1:9
    1 | import: web/start
      |         ^^^^^^^^^
  hint: take one of the imports away
`,
  { files: { 'units/db/start.yaml': 'import: web/start\n' } },
);

test(
  'a fault in what is imported',
  refuses,
  `
import: db/start
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown field "imgae" in creation of container "db"
  units/db/start.yaml:1:17
    1 | db: {creation: {imgae: a}}
      |                 ^^^^^
  hint: did you mean "image"?
`,
  { files: { 'units/db/start.yaml': 'db: {creation: {imgae: a}}\n' } },
);

test(
  'an unknown variable in what is imported',
  refuses,
  `
import: db/start
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown variable "IMAGE"
  units/db/start.yaml:1:27
    1 | db: {creation: {image: {{ IMAGE }}}}
      |                           ^^^^^
  hint: set it in environments/*.yaml or with --set, or write "IMAGE | default(…)"
`,
  { files: { 'units/db/start.yaml': 'db: {creation: {image: {{ IMAGE }}}}\n' } },
);
