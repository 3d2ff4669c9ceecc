// ajv in strict mode over the exported schemas and the payloads. See ajv.sh.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

const [schemas, payloads] = process.argv.slice(2);
const Ajv = schemas.includes("draft-07") ? Ajv07 : Ajv2020;
const validators = new Map();
const failures = [];

for (const file of readdirSync(schemas).sort()) {
  try {
    const schema = JSON.parse(readFileSync(join(schemas, file), "utf8"));
    const ajv = new Ajv({ strict: true, allErrors: true });
    validators.set(file.replace(/\.json$/, ""), ajv.compile(schema));
  } catch (error) {
    failures.push(`${file}: ${error.message}`);
  }
}

let judged = 0;
let unreadable = 0;
let beyond = 0;
const sidecars = readdirSync(payloads, { recursive: true })
  .filter((file) => file.endsWith(".expect.json"))
  .sort();
for (const sidecar of sidecars) {
  const expected = JSON.parse(readFileSync(join(payloads, sidecar), "utf8"));
  const stem = sidecar.replace(/\.expect\.json$/, "");
  const file = [".json", ".txt"].map((ending) => stem + ending).find(exists);
  if (!file) {
    failures.push(`${sidecar}: the payload beside it is missing`);
    continue;
  }
  if (expected.verdict === "unreadable") {
    unreadable += 1;
    continue;
  }
  const text = readFileSync(join(payloads, file), "utf8").replace(/^\uFEFF/, "");
  // JSON.parse makes a double of every number, so bounds near 2^63 are beyond this instrument.
  if (/[^0-9.]9223372036854775[0-9]{3}[^0-9]/.test(text)) {
    beyond += 1;
    continue;
  }
  const validate = validators.get(expected.as);
  const accepted = validate(JSON.parse(text));
  judged += 1;
  if (accepted !== (expected.verdict !== "invalid")) {
    const rules = (validate.errors ?? []).map((e) => `${e.instancePath} ${e.keyword}`);
    failures.push(`${file}: ajv says ${accepted ? "valid" : "invalid"} [${rules.join(", ")}], expected ${expected.verdict}`);
  }
}

function exists(file) {
  try {
    readFileSync(join(payloads, file));
    return true;
  } catch {
    return false;
  }
}

for (const failure of failures) console.error(failure);
console.log(
  `ajv, ${schemas}: ${validators.size} schemas compiled in strict mode; ${judged} payloads judged alike, ` +
    `${unreadable} unreadable and ${beyond} beyond a double left out`,
);
const passed = validators.size + judged - failures.length;
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length > 0 || judged === 0 || validators.size === 0 ? 1 : 0);
