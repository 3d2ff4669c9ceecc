// Calls the stand-in with what hey-api made: `node hey.js URL SECRET`.
import { type JsonRequest, type RequestImage, postIdCard } from './heyapi';
import { createClient } from './heyapi/client';

const [url = '', secret = ''] = process.argv.slice(2);
const client = createClient({ baseUrl: url });
let faults = 0;

async function call(fault: string, status: number, code?: string): Promise<void> {
    const headers: Record<string, string> = { 'x-mock-answer': 'ic' };
    if (fault !== 'plain') {
        headers['x-mock-fault'] = fault;
    }
    const image: RequestImage = { format: 'png', name: 'front', data: 'iVBORw0KGgo=' };
    const body: JsonRequest = { version: 'V2', requestId: '1', timestamp: 0, images: [image] };
    const { data, error, response } = await postIdCard({ client, auth: secret, headers, body });
    const card = data?.images[0]?.idCard?.result;
    const names = fault !== 'unknown-card' && fault !== 'repeated-keys';
    const read = data !== undefined && (!names || card?.ic?.name?.[0]?.text !== undefined);
    const told = typeof error === 'object' ? error.code : undefined;
    if (response?.status !== status || read !== (status === 200) || told !== code) {
        faults += 1;
        console.log(`hey-api: ${fault}: WRONG: status ${response?.status}, code ${told}`);
    } else {
        console.log(`hey-api: ${fault}: ${read ? 'read' : `told apart by status ${status} ${code ?? ''}`}`);
    }
}

async function main(): Promise<void> {
    for (const fault of ['plain', 'extra-members', 'unknown-enum', 'unknown-card', 'repeated-keys']) {
        await call(fault, 200);
    }
    await call('gateway=404', 404);
    await call('error=0025', 400, '0025');
    await call('html=502', 502);
    process.exitCode = faults > 0 ? 1 : 0;
}

void main();
