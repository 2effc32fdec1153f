import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, buildFunctions, bundle } from '../../infra/build.ts';
import { type ImportTime, importTimes } from './import-time.ts';
import { writeClientsModule } from './sdk-clients.ts';
import { atMost, type BenchOptions, type Verdict } from './verdict.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Below the root, where the modules written here find the packages they import.
const cache = join(root, 'node_modules', '.cache');

const mostBytes = { function: 480_000, webhook: 400_000 } as const;
const mostImportRatio = 1.25;
const mostPackagesShown = 6;

type Measured = Readonly<{ name: string; bundle: Bundle; own: ImportTime; clients: ImportTime | undefined }>;

/** Sizes and import times of all bundles (design §8, cold start). */
export async function coldStart({ runs, print }: BenchOptions): Promise<readonly Verdict[]> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'avoir-bench-'));
  try {
    const functions = await buildFunctions(join(folder, 'functions'));
    const clients = await buildClients(functions, folder);
    print('   kB  import ms (CPU ms)   SDK alone ms (CPU ms)   ratio (CPU)   function');
    const measured: Measured[] = [];
    for (const [name, own] of functions) {
      const paths = [join(folder, 'functions', name, 'index.mjs')];
      if (clients.has(name)) paths.push(join(folder, 'clients', name, 'index.mjs'));
      const [ownTime, clientsTime] = await importTimes(paths, runs);
      if (ownTime === undefined) throw new Error(`${name} was not measured.`);
      const row = { name, bundle: own, own: ownTime, clients: clientsTime };
      measured.push(row);
      print(lineOf(row));
    }
    print('\nWhere the bytes go (kB)');
    for (const row of measured) print(`  ${row.name}: ${largestPackages(row.bundle)}`);
    return measured.flatMap(verdictsOf);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function buildClients(functions: ReadonlyMap<string, Bundle>, folder: string) {
  const modules = new Map<string, string>();
  for (const [name, { bytesBySource }] of functions) {
    const path = await writeClientsModule({ name, sources: bytesBySource.keys(), root, folder });
    if (path !== undefined) modules.set(name, path);
  }
  return bundle(modules, join(folder, 'clients'));
}

function lineOf({ name, bundle: { bytes }, own, clients }: Measured): string {
  const size = kilobytes(bytes).padStart(5);
  const time = timeOf(own).padStart(19);
  if (clients === undefined) return `${size}  ${time}   ${'no client'.padStart(21)}   ${''.padStart(11)}   ${name}`;
  const ratio = (own.milliseconds / clients.milliseconds).toFixed(2);
  const cpuRatio = (own.cpuMilliseconds / clients.cpuMilliseconds).toFixed(2);
  return `${size}  ${time}   ${timeOf(clients).padStart(21)}   ${`${ratio} (${cpuRatio})`.padStart(11)}   ${name}`;
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
const timeOf = ({ milliseconds, cpuMilliseconds }: ImportTime): string =>
  `${milliseconds.toFixed(0)} (${cpuMilliseconds.toFixed(0)})`;

function verdictsOf({ name, bundle: { bytes }, own, clients }: Measured): readonly Verdict[] {
  const most = name.startsWith('receive-') ? mostBytes.webhook : mostBytes.function;
  const size = atMost(`${name}, size`, bytes / 1000, most / 1000, 'kB');
  if (clients === undefined) return [size];
  const ratio = own.milliseconds / clients.milliseconds;
  return [size, atMost(`${name}, import`, ratio, mostImportRatio, 'x SDK alone')];
}

/** Names of packages without their versions, own code as one. */
function packageOf(source: string): string {
  const [, path] = /.*node_modules\/(.+)$/.exec(source) ?? [];
  if (path === undefined) return 'avoir';
  const [first = '', second = ''] = path.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

function largestPackages({ bytesBySource }: Bundle): string {
  const bytesByPackage = new Map<string, number>();
  for (const [source, bytes] of bytesBySource) {
    const name = packageOf(source);
    bytesByPackage.set(name, (bytesByPackage.get(name) ?? 0) + bytes);
  }
  const largest = [...bytesByPackage].toSorted(([, a], [, b]) => b - a).slice(0, mostPackagesShown);
  return largest.map(([name, bytes]) => `${name} ${kilobytes(bytes)}`).join(', ');
}
