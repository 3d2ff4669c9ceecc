// ajv over broken schemas: `node mutate.mjs SCHEMAS CASES MUTANTS`. Fails for each that no case finds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

const [schemas, cases, mutants] = process.argv.slice(2);
const lines = (file) => readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
const documents = lines(cases).map(({ text }) => JSON.parse(text));
const before = new Map();
const missed = [];
let count = 0;

// Strict mode would find some of them without a document.
function compiled(draft, schema) {
  const Ajv = draft === "draft-07" ? Ajv07 : Ajv2020;
  return new Ajv({ strict: false, meta: false, validateFormats: false, validateSchema: false }).compile(schema);
}

for (const { draft, root, what, schema, cases } of lines(mutants)) {
  const name = `${draft}/${root}`;
  if (!before.has(name)) {
    const whole = compiled(draft, JSON.parse(readFileSync(join(schemas, `${name}.json`), "utf8")));
    before.set(name, documents.map((document) => whole(document)));
  }
  // Without the name of its draft, which is not loaded.
  delete schema.$schema;
  const broken = compiled(draft, schema);
  if (!cases.some((number) => broken(documents[number]) !== before.get(name)[number])) {
    missed.push(`${name}${what}`);
  }
  count += 1;
}
for (const what of missed) console.log(`FAILED no case finds ${what}`);
console.log(`ajv: ${count - missed.length} of ${count} mutants are found`);
process.exit(missed.length > 0 || count === 0 ? 1 : 0);
