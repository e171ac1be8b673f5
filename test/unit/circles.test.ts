import test from 'ava';
import { refuses } from '../support/refuses.ts';

test(
  'a circle of dependencies, through all kinds of them',
  refuses,
  `
web: {creation: {image: a}, depends_on: db}
db: {creation: {image: a}, startup: {links: {mq: mq}}}
mq: {creation: {image: a}, startup: {volumes_from: [fs]}}
fs: {creation: {image: a}, startup: {network_mode: 'container:web'}}
`,
  `
error: containers depend on each other in a circle: web -> db -> mq -> fs -> web
  units/web/start.yaml:1:1
    1 | web: {creation: {image: a}, depends_on: db}
      | ^^^
  hint: links, volumes_from, name-spaces of others and depends_on must lead one way
`,
);

test(
  'two circles, each once',
  refuses,
  `
aa: {creation: {image: a}, depends_on: bb}
bb: {creation: {image: a}, depends_on: aa}
cc: {creation: {image: a}, depends_on: [dd, aa]}
dd: {creation: {image: a}, depends_on: cc}
`,
  `
error: containers depend on each other in a circle: aa -> bb -> aa
  units/web/start.yaml:1:1
    1 | aa: {creation: {image: a}, depends_on: bb}
      | ^^
  hint: links, volumes_from, name-spaces of others and depends_on must lead one way

error: containers depend on each other in a circle: cc -> dd -> cc
  units/web/start.yaml:3:1
    3 | cc: {creation: {image: a}, depends_on: [dd, aa]}
      | ^^
  hint: links, volumes_from, name-spaces of others and depends_on must lead one way
`,
);
