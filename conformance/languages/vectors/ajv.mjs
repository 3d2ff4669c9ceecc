// ajv in strict mode with formats: `node ajv.mjs SCHEMAS CASES`, a verdict a line. A schema is asked for by its `$id`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schemas, cases] = process.argv.slice(2);
const draft = schemas.includes("draft-07") ? "draft-07" : "2020-12";
const ajv = new (draft === "draft-07" ? Ajv07 : Ajv2020)({ strict: true });
addFormats(ajv);
const validators = new Map();

for (const line of readFileSync(cases, "utf8").trimEnd().split("\n")) {
  const { root, text } = JSON.parse(line);
  if (!validators.has(root)) {
    ajv.addSchema(JSON.parse(readFileSync(join(schemas, `${root}.json`), "utf8")));
    validators.set(root, ajv.getSchema(`https://clova-id-card.invalid/json-schema/${draft}/${root}.json`));
  }
  console.log(validators.get(root)(JSON.parse(text)) ? "valid" : "invalid");
}
