import { join } from 'node:path';
import { makeApp } from '../app.ts';
import { buildFunctions } from '../build.ts';

// The main program of the child process that synthesizes the app: CDK and esbuild need 500 MB that the machine never
// needs again.
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder the templates go.');
const bundles = join(folder, 'bundles');
await buildFunctions(bundles);
// CDK's own check of resource properties, 4 s and 300 MB, is left to `npm run synth`.
makeApp({ outdir: folder, bundles, builtinCloudFormationValidation: false }).app.synth();
