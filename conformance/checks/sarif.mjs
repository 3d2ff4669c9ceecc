// Reports as SARIF against the schema of SARIF 2.1.0; and a report that was broken, which it must
// refuse. Arguments: the reports.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve('@microsoft/jest-sarif/package.json'));
const schema = JSON.parse(readFileSync(path.join(folder, 'lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
// One of its patterns is none by the stricter rules of Unicode.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

let [passed, failed, results] = [0, 0, 0];
const check = (name, holds, why) => {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`${name}: ${why}`);
  }
};
for (const file of process.argv.slice(2)) {
  const log = JSON.parse(readFileSync(file, 'utf8'));
  check(file, validate(log), JSON.stringify(validate.errors?.slice(0, 3)));
  const [run] = log.runs;
  results += run.results.length;
  for (const result of run.results) {
    const rule = run.tool.driver.rules[result.ruleIndex];
    check(file, rule?.id === result.ruleId, `${result.ruleId} is at another place in the rules`);
  }
  for (const broken of [
    { ...log, version: '2.0' },
    { ...log, runs: [{ ...run, columnKind: 'bytes' }] },
    { ...log, runs: [{ ...run, results: [{ level: 'error' }] }] },
  ]) {
    check(file, !validate(broken), 'the schema takes what it should refuse');
  }
}
check('all', results > 50, `only ${results} results`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
