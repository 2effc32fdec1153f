import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { data as currencies } from 'currency-codes';
import { build, type Plugin } from 'esbuild';
import * as z from 'zod';

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

/** The list of currencies without the names of currencies and countries, which no function asks for: 13 kB of each bundle. */
const currenciesByCodeOnly: Plugin = {
  name: 'currencies-by-code-only',
  setup({ onLoad }) {
    const list = currencies.map(({ code, digits }) => ({ code, digits, countries: [] }));
    onLoad({ filter: /currency-codes[\\/]data\.js$/ }, () => ({ contents: `module.exports=${JSON.stringify(list)}` }));
  },
};

/** zod without its way to JSON Schema, which no function goes: 19 kB of each bundle. Whoever goes it all the same is told. */
const zodWithoutJsonSchema: Plugin = {
  name: 'zod-without-json-schema',
  setup({ onLoad }) {
    onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](?:to-json-schema|json-schema-processors)\.js$/ }, async ({ path }) => {
      const names = Object.keys(await import(pathToFileURL(path).href));
      // Each schema asks for its own methods when it is made; only calling them is refused.
      const exported = names.map((name) => `${name.startsWith('create') ? 'refusing' : 'refuse'} as ${name}`);
      const refuse = "const refuse=()=>{throw new Error('Bundles hold no JSON Schema: see infra/build.ts.')}";
      return { contents: `${refuse};const refusing=()=>refuse;export{${exported.join(',')}};` };
    });
  },
};

/** The SDK without event streams, which no call of ours opens: 15 kB of each bundle. Opening one is refused, in words. */
const sdkWithoutEventStreams: Plugin = {
  name: 'sdk-without-event-streams',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => {
      return { contents: `throw new Error('Bundles hold no ${path}: see infra/build.ts.')` };
    });
  },
};

/** The SDK without the cache of endpoint discovery, which each client makes and no command asks: 7 kB of each bundle. */
const sdkWithoutEndpointDiscovery: Plugin = {
  name: 'sdk-without-endpoint-discovery',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]endpoint-cache[\\/].*\.js$/ }, () => ({
      contents: `export class EndpointCache{getEndpoint(){throw new Error('Bundles hold no endpoint discovery: see infra/build.ts.')}}`,
    }));
  },
};

/** Of each SDK client's package.json only its version, which its requests carry: 2 kB of each client. */
const sdkPackagesByVersionOnly: Plugin = {
  name: 'sdk-packages-by-version-only',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = z.object({ version: z.string() }).parse(JSON.parse(await readFile(path, 'utf8')));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** A bundle that was built: its size, and how much of it each source file makes, in bytes. */
export type Bundle = Readonly<{ bytes: number; bytesBySource: ReadonlyMap<string, number> }>;

/**
 * Bundles entry files (paths by name) into `<folder>/<name>/index.mjs`, all in one run, minified and with the SDK, as
 * Lambda gets them. Answers the bundles by name. What was in the folder before is gone.
 */
export async function bundle(
  entryFiles: ReadonlyMap<string, string>,
  folder: string,
): Promise<ReadonlyMap<string, Bundle>> {
  rmSync(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entryFiles].map(([name, path]) => ({ in: path, out: `${name}/index` })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-credentials.ts') },
    plugins: [
      currenciesByCodeOnly,
      zodWithoutJsonSchema,
      sdkWithoutEventStreams,
      sdkWithoutEndpointDiscovery,
      sdkPackagesByVersionOnly,
    ],
    banner: { js: requireBanner },
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
  });
  const bundles = Object.entries(metafile.outputs).map(([path, { bytes, inputs }]) => {
    const sources = Object.entries(inputs).map(([source, { bytesInOutput }]) => [source, bytesInOutput] as const);
    return [basename(dirname(path)), { bytes, bytesBySource: new Map(sources) }] as const;
  });
  return new Map(bundles);
}

/** Bundles every function. The same bundles are deployed and run on one machine. */
export async function buildFunctions(folder: string = bundlesFolder): Promise<ReadonlyMap<string, Bundle>> {
  const names = functionNames();
  const missing = names.filter((name) => !existsSync(join(root, 'functions', name, 'handler.ts')));
  if (missing.length > 0) throw new Error(`These functions have no handler.ts: ${missing.join(', ')}.`);
  return bundle(new Map(names.map((name) => [name, `functions/${name}/handler.ts`])), folder);
}

/** Builds, and says what was built or, in one line, why not. */
async function main(): Promise<void> {
  try {
    for (const [name, { bytes }] of await buildFunctions()) {
      console.log(`${(bytes / 1000).toFixed(0).padStart(5)} kB  ${name}`);
    }
  } catch (error) {
    // esbuild has printed each error with its place before it throws; its message repeats them below a first line.
    const [firstLine] = (error instanceof Error ? error.message : String(error)).split('\n');
    console.error(`avoir build: ${firstLine}`);
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
