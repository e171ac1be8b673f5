import test from 'ava';
import fc from 'fast-check';
import { redactor, redactValue } from '../../src/core/redaction.ts';

test('a secret is masked in every form', t => {
  const secret = 'p@ss "w\'rd';
  const redact = redactor([secret]);
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    JSON.stringify(`found ${JSON.stringify(secret)}`),
    secret.replaceAll("'", "''"),
  ];
  for (const form of forms) t.notRegex(redact(`before ${form} after`), /w'*rd/, form);
  t.is(redact(`before ${secret} after`), 'before *** after');
});

test('a secret is masked wherever it stands in base64', t => {
  const redact = redactor(['hunter2hunter2']);
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const encoded = Buffer.from(`${before}hunter2hunter2${after}`).toString('base64');
      t.true(redact(encoded).includes('***'), encoded);
    }),
  );
});

test('each line of a secret is masked, and texts too short to tell are not', t => {
  const redact = redactor(['-----BEGIN KEY-----\nMIIEvQIBADANBg\nab\n', 'abc']);
  t.is(redact('MIIEvQIBADANBg'), '***');
  t.is(redact('ab abc'), 'ab abc');
  t.is(redact('abc'), '***', 'but where they stand alone');
});

test('what only steers a terminal hides no secret', t => {
  const redact = redactor(['dragon-fly-77', 'abc']);
  const cut = ['\x1b[01;31m', '\x1b[m\x1b[K', '\0', '\r', '\b', '\x1b]8;;http://a.b\x07', '\x9b1m'];
  for (const between of cut) {
    t.is(redact(`a${between} dragon-${between}fly-77 b`), 'a *** b', JSON.stringify(between));
    t.is(redact(`a${between}bc`), '***', JSON.stringify(between));
    t.is(redact(`a${between}b`), `a${between}b`, 'what holds no secret stays as it is');
  }
  t.is(redact('\x1b[1mx\x1b[m\ndragon-\x1b[1mfly-77\n\ty'), 'x\n***\n\ty');
  t.is(redact('dragon-\nfly-77'), 'dragon-\nfly-77', 'lines are no such thing');
});

test('a number that is a secret becomes a text', t => {
  t.deepEqual(redactValue({ n: 48213977, pin: 482, other: 1 }, redactor(['48213977', '482'])), {
    n: '***',
    pin: '***',
    other: 1,
  });
});

test('the longest of several secrets is masked whole', t => {
  t.is(redactor(['pass', 'password1'])('password1'), '***');
});

test('values are masked with their keys', t => {
  t.deepEqual(redactValue({ secret: ['a secret', 1, null] }, redactor(['secret'])), {
    '***': ['a ***', 1, null],
  });
});

test('the beginning of a secret before an ellipsis is masked', t => {
  const redact = redactor(['dragon-fly-77', 'drag/on?']);
  t.is(redact('found "dragon-fl…, and dragon-fly-77…'), 'found "***…, and ***…');
  t.is(redact('found "drag…'), 'found "***…');
  t.is(redact('found "dra…'), 'found "dra…', 'too short to tell');
  t.is(redact('dragon … fly'), 'dragon … fly');
  t.is(redact('dragon-fl'), 'dragon-fl', 'not cut');
});
