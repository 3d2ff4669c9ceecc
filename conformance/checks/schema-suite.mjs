// ajv in strict mode over a line `{draft, schema, values}` each: a line with the verdicts, or with why it does
// not take the schema.
import { readFileSync } from "node:fs";
import Ajv07 from "ajv";
import Ajv2020 from "ajv/dist/2020.js";

// Where strict mode is about style, and what is meant cannot be written in its style.
const style = {
  allowUnionTypes: true, // a limit of numbers that holds beside any other type: the types are a union
  strictTuples: false, // the first items of a list that may go on
  allowMatchingProperties: true, // a member with a name that a pattern has too: both hold
};
// What the draft says, and ajv does not do by itself.
const draft = {
  validateFormats: false, // `format` asserts nothing
  ownProperties: true, // `toString` is a member only where the document has it
};

for (const line of readFileSync(0, "utf8").split("\n")) {
  const it = JSON.parse(line);
  const Ajv = it.draft === "draft-07" ? Ajv07 : Ajv2020;
  try {
    const validate = new Ajv({ strict: true, ...style, ...draft }).compile(it.schema);
    console.log(JSON.stringify(it.values.map((value) => validate(value))));
  } catch (error) {
    console.log(JSON.stringify(error.message));
  }
}
