import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import argparse from 'argparse';
import test from 'ava';
import { addRunOptions } from '../src/cli/run-options.ts';
import { orders } from '../src/orders/registry.ts';
import { generatedNames } from '../src/unit/generated.ts';
import { mutants } from './mutants/list.ts';
import { planText } from './support/plan.ts';

const text = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

/** The blocks of one language, in their order. */
function blocks(language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block = '']) => block,
  );
}

/** What the README's first table cell of a name says beside it. */
function row(name: string): string {
  return (
    text.split('\n').find(line => line.startsWith('|') && line.split('|')[1]?.includes(`\`${name}\``)) ?? ''
  );
}

test('every order is in the README, with all its arguments', t => {
  const everywhere = ['timeout', 'wait', 'variants', 'retries', 'retry_delay', 'ignore_failure', 'always'];
  for (const { kind, schema } of Object.values(orders)) {
    const own = Object.keys(schema.entries).filter(name => !everywhere.includes(name));
    t.deepEqual(
      own.filter(name => !new RegExp(`\`${name}\\b`).test(row(kind))),
      [],
      `${kind}: ${row(kind)}`,
    );
  }
  for (const name of everywhere) t.true(text.includes(`\`${name}\``), name);
});

test('every generated command is in the README', t => {
  t.deepEqual(
    generatedNames.filter(name => row(name) === ''),
    [],
  );
});

test('every option of run is in the README', t => {
  const parser = new argparse.ArgumentParser({ add_help: false });
  addRunOptions(parser);
  const options = [...new Set(parser.format_help().match(/--[a-z-]+/g))].filter(
    option => !['--environment', '--host'].includes(option),
  );
  t.true(options.length > 8);
  t.deepEqual(
    options.filter(option => !text.includes(`\`${option}`)),
    [],
  );
});

test("the README's unit works as it stands", t => {
  const [unit = ''] = blocks('yaml');
  const plan = planText(t, unit, {
    files: { 'environments/hello.yaml': 'HELLO: {text: "Hi: you", port: 8481}\n' },
  });
  t.regex(plan, /^web\/start: \d+ steps, \d+ to run\n {2}run {3}pull hello_data/);
});

test("the README's parameters work as they stand", t => {
  const parameters = blocks('yaml').find(block => block.includes('add_argument')) ?? '';
  const unit =
    'tool: {creation: {image: "busybox:stable", command: [{{ args.language }}]}}\n---\n- tool: {command: create}\n';
  t.notThrows(() => planText(t, unit + parameters, { words: ['-l', 'node', 'test.js'] }));
});

test('the README tells how many mutants there are', t => {
  t.true(text.includes(`${mutants.length} of them`));
});
