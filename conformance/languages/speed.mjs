// ajv compiled standalone, over the lines of a file. `compile` writes the code, `run` uses it.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [, , what, code, input] = process.argv;
if (what === 'compile') {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const ajv = new Ajv2020({ code: { source: true }, strict: false });
  const validate = ajv.compile(JSON.parse(readFileSync(input, 'utf8')));
  writeFileSync(code, standalone.default ? standalone.default(ajv, validate) : standalone(ajv, validate));
} else {
  const validate = require(code);
  const bytes = readFileSync(input);
  let good = 0;
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    good += validate(JSON.parse(bytes.toString('utf8', start, end))) ? 1 : 0;
    start = end + 1;
  }
  console.log(good);
}
