// Reads every case, a line each: `node roundtrip.js CASES` writes it back, `node roundtrip.js CASES shown` says
// what `console.log` shows of it, or the error.
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import {
    ErrorBodyFromJSON,
    ErrorBodyToJSON,
    JsonRequestFromJSON,
    JsonRequestToJSON,
    RecognitionResponseFromJSON,
    RecognitionResponseToJSON,
} from './client';

const types: Record<string, [(json: unknown) => unknown, (value: never) => unknown]> = {
    error: [ErrorBodyFromJSON, ErrorBodyToJSON],
    request: [JsonRequestFromJSON, JsonRequestToJSON],
    response: [RecognitionResponseFromJSON, RecognitionResponseToJSON],
};
const [cases = '', mode] = process.argv.slice(2);

for (const line of readFileSync(cases, 'utf8').trimEnd().split('\n')) {
    const { root, text } = JSON.parse(line) as { root: string; text: string };
    try {
        const [read, write] = types[root]!;
        const value = read(JSON.parse(text)) as never;
        console.log(JSON.stringify(mode === 'shown' ? ['read', inspect(value, { depth: null })] : write(value)));
    } catch (error) {
        const said = error as Error;
        console.log(mode === 'shown' ? JSON.stringify(['refused', inspect(said)]) : `refused ${said.name}`);
    }
}
