// Calls the stand-in with what openapi-generator made for fetch: `node caller.js URL SECRET`.
import { Configuration, ErrorBodyFromJSON, ImageFormat, RecognitionApi, RequestVersion, ResponseError } from './client';

const [url = '', secret = ''] = process.argv.slice(2);
let faults = 0;

function wrong(fault: string, what: string): void {
    faults += 1;
    console.log(`TypeScript: ${fault}: WRONG: ${what}`);
}

function call(fault: string) {
    const headers: Record<string, string> = { 'x-mock-answer': 'ic' };
    if (fault !== 'plain') {
        headers['x-mock-fault'] = fault;
    }
    const api = new RecognitionApi(new Configuration({ basePath: url, apiKey: secret, headers }));
    return api.postIdCard({
        jsonRequest: {
            version: RequestVersion.V2,
            requestId: '1',
            timestamp: 0,
            images: [{ format: ImageFormat.Png, name: 'front', data: 'iVBORw0KGgo=' }],
        },
    });
}

async function answered(fault: string): Promise<void> {
    try {
        const image = (await call(fault)).images[0];
        const name = image?.idCard?.result?.ic?.name?.[0]?.text;
        if (name === undefined && fault !== 'unknown-card' && fault !== 'repeated-keys') {
            wrong(fault, 'no name was read');
        }
        console.log(`TypeScript: ${fault}: read`);
    } catch (error) {
        wrong(fault, `the answer is lost: ${(error as Error).name}`);
    }
}

async function refused(fault: string, status: number, code: string): Promise<void> {
    try {
        await call(fault);
        wrong(fault, 'it was answered');
    } catch (error) {
        if (!(error instanceof ResponseError)) {
            return wrong(fault, (error as Error).name);
        }
        const text = await error.response.text();
        const told = text.startsWith('{') ? (ErrorBodyFromJSON(JSON.parse(text)).code ?? '') : '';
        if (String(error.stack).includes(text)) {
            wrong(fault, 'the error shows the body');
        }
        if (error.response.status !== status || told !== code) {
            wrong(fault, `status ${error.response.status}, code ${told}`);
        }
        console.log(`TypeScript: ${fault}: told apart by status ${status} ${code}`);
    }
}

async function main(): Promise<void> {
    for (const fault of ['plain', 'extra-members', 'unknown-enum', 'unknown-card', 'repeated-keys']) {
        await answered(fault);
    }
    await refused('gateway=404', 404, '');
    await refused('error=0025', 400, '0025');
    await refused('html=502', 502, '');
    process.exitCode = faults > 0 ? 1 : 0;
}

void main();
