import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describedEndpoints } from './described-endpoints.ts';
import { openApiDocument } from './openapi-document.ts';

/** Where the description stands from which the console serves it. */
const path = fileURLToPath(new URL('../../functions/serve-assets/openapi.json', import.meta.url));

await writeFile(path, `${JSON.stringify(openApiDocument(describedEndpoints), undefined, 2)}\n`);
console.log('· functions/serve-assets/openapi.json is written');
