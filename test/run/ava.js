import { stripVTControlCharacters } from 'node:util';

// ava's TAP reporter dies itself where a test file dies or hangs, so the reporter for people is read.
const passedLine = /^\s*[✔√] /;
const loggedLine = /^\s*ℹ /;
const failedLine = /^\s*[✘×] /;
const total = /^\s*(\d+) tests? passed\b/;

/**
 * Counts the tests of one run of ava. What does not add up counts as failed: a run without a test, one that ended badly
 * without naming a failure, one whose total is not the number of tests that were seen to pass.
 * @param {readonly string[]} lines what ava wrote @param {number} code its exit code
 * @returns {{passed: number, failed: number, problem?: string}}
 */
export function countTests(lines, code) {
  const plain = lines.map(line => stripVTControlCharacters(line));
  const passed = plain.filter(line => passedLine.test(line)).length;
  const failed = plain.filter(line => failedLine.test(line)).length;
  if (failed > 0) return { passed, failed };
  if (code !== 0)
    return { passed, failed: 1, problem: `ava ended with exit code ${code} and named no failure` };
  if (passed === 0) return { passed, failed: 1, problem: 'no test was run' };
  const named = plain.map(line => total.exec(line)?.[1]).find(Boolean);
  if (Number(named) === passed) return { passed, failed };
  return { passed, failed: 1, problem: `ava counts ${named ?? 'no'} passed tests, ${passed} were seen` };
}

/** Whether a line tells that a test has passed. @param {string} line */
export function isPassed(line) {
  return passedLine.test(stripVTControlCharacters(line));
}

/** Whether a line is what a test has to say beside its outcome. @param {string} line */
export function isLogged(line) {
  return loggedLine.test(stripVTControlCharacters(line));
}
