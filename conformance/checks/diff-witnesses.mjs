// Puts each witness of the comparison to ajv: right for the sender, refused by the receiver, at the
// place and for the keyword that it names. The argument is the file of all witnesses.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const witnesses = JSON.parse(readFileSync(process.argv[2], "utf8"));
const judge = (schema) =>
  new Ajv2020({ strict: false, allErrors: true, validateFormats: false, validateSchema: false }).compile(schema);
const faults = [];
for (const { name, sender, receiver, body, at, keyword } of witnesses) {
  const sends = judge(sender);
  if (!sends(body)) faults.push(`${name}: the sender refuses ${JSON.stringify(body)}`);
  const receives = judge(receiver);
  receives(body);
  const places = (receives.errors ?? []).map((error) => `${error.instancePath} ${error.keyword}`);
  if (!places.includes(`${at} ${keyword}`)) {
    faults.push(`${name}: not refused at ${at} for ${keyword}, but: ${places.join(", ") || "taken"}`);
  }
}
faults.forEach((fault) => console.error(fault));
console.log(`${witnesses.length} witnesses, ${faults.length} that ajv does not confirm`);
process.exit(faults.length || !witnesses.length ? 1 : 0);
