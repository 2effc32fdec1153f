import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the bundles of the functions lie that are deployed and that run on one machine. */
export const bundlesFolder = join(root, 'dist');

/** Names of all functions: every folder below `functions/` is one. */
export const functionNames = (): string[] =>
  readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();

// CommonJS packages inside an ES module still call `require` for Node's own modules.
const requireBanner = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";

/**
 * Bundles every function into `<folder>/<function>/index.mjs`, all in one run, and answers the size of each in bytes.
 * The same bundles are deployed and run on one machine.
 */
export async function buildFunctions(folder: string = bundlesFolder): Promise<ReadonlyMap<string, number>> {
  const names = functionNames();
  const missing = names.filter((name) => !existsSync(join(root, 'functions', name, 'handler.ts')));
  if (missing.length > 0) throw new Error(`These functions have no handler.ts: ${missing.join(', ')}.`);
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-credentials.ts') },
    banner: { js: requireBanner },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  const sizes = Object.values(metafile.outputs).map(({ entryPoint, bytes }) => {
    return [(entryPoint ?? '').split('/')[1] ?? '', bytes] as const;
  });
  return new Map(sizes);
}

if (import.meta.main) {
  for (const [name, bytes] of await buildFunctions())
    console.log(`${(bytes / 1000).toFixed(0).padStart(5)} kB  ${name}`);
}
