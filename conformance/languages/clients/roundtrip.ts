// Reads every case and writes it back, a line each: `node roundtrip.js CASES`.
import { readFileSync } from 'node:fs';
import {
    ErrorBodyFromJSON,
    ErrorBodyToJSON,
    JsonRequestFromJSON,
    JsonRequestToJSON,
    RecognitionResponseFromJSON,
    RecognitionResponseToJSON,
} from './client';

const types: Record<string, (json: unknown) => unknown> = {
    error: (json) => ErrorBodyToJSON(ErrorBodyFromJSON(json)),
    request: (json) => JsonRequestToJSON(JsonRequestFromJSON(json)),
    response: (json) => RecognitionResponseToJSON(RecognitionResponseFromJSON(json)),
};

for (const line of readFileSync(process.argv[2] ?? '', 'utf8').trimEnd().split('\n')) {
    const { root, text } = JSON.parse(line) as { root: string; text: string };
    try {
        console.log(JSON.stringify(types[root]?.(JSON.parse(text))));
    } catch (error) {
        console.log(`refused ${(error as Error).name}`);
    }
}
