// ajv in strict mode: `node ajv.mjs SCHEMAS CASES`, a verdict a line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

const [schemas, cases] = process.argv.slice(2);
const Ajv = schemas.includes("draft-07") ? Ajv07 : Ajv2020;
const ajv = new Ajv({ strict: true });
const validators = new Map();

for (const line of readFileSync(cases, "utf8").trimEnd().split("\n")) {
  const { root, text } = JSON.parse(line);
  if (!validators.has(root)) {
    validators.set(root, ajv.compile(JSON.parse(readFileSync(join(schemas, `${root}.json`), "utf8"))));
  }
  console.log(validators.get(root)(JSON.parse(text)) ? "valid" : "invalid");
}
