import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { quantile } from './quantile.ts';

/** How long an import took, from the first line of the bundle to the last; medians over fresh processes. */
export type ImportTime = Readonly<{ milliseconds: number; cpuMilliseconds: number }>;

// Whatever a handler reads when it is loaded; nothing is called with it.
const environment = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  TABLE_NAME: 'bench',
  EVENT_BUS_NAME: 'bench',
  RECONCILIATION_QUEUE_URL: 'http://127.0.0.1:9/000000000000/bench',
  LANE_QUEUE_URL: 'http://127.0.0.1:9/000000000000/bench',
  ORDERS_QUEUE_URL: 'http://127.0.0.1:9/000000000000/bench.fifo',
  REPORT_QUEUE_URL: 'http://127.0.0.1:9/000000000000/bench',
  REPLAY_QUEUES: 'bench=http://127.0.0.1:9/000000000000/bench',
  SHOPS_PARAMETER_PATH: '/avoir/shops',
  SHOP_SECRETS_PREFIX: '/avoir/shops/',
  TOKEN_ISSUER: 'http://127.0.0.1:9/issuer',
  TOKEN_AUDIENCE: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Avoir',
} as const;

const program = `const cpu = process.cpuUsage(); const startedAt = performance.now(); await import(process.argv[1]);
const milliseconds = performance.now() - startedAt; const { user, system } = process.cpuUsage(cpu);
console.log(milliseconds, (user + system) / 1000); process.exit();`;

/**
 * Imports bundles in turns, so that whatever else the machine does falls on all of them alike. Answers their times in
 * the order of the paths.
 */
export async function importTimes(bundlePaths: readonly string[], runs: number): Promise<readonly ImportTime[]> {
  const taken = bundlePaths.map(noTimes);
  for (let run = 0; run <= runs; run += 1) {
    for (const { url, walls, cpus } of taken) {
      const [wall, cpu] = await importOnce(url);
      // The first one reads the file from the disk.
      if (run === 0) continue;
      walls.push(wall);
      cpus.push(cpu);
    }
  }
  return taken.map(({ walls, cpus }) => ({ milliseconds: quantile(walls, 0.5), cpuMilliseconds: quantile(cpus, 0.5) }));
}

function noTimes(path: string): Readonly<{ url: string; walls: number[]; cpus: number[] }> {
  return { url: pathToFileURL(path).href, walls: [], cpus: [] };
}

async function importOnce(url: string): Promise<readonly [number, number]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, url], {
    env: environment,
  });
  const [wall, cpu] = stdout.trim().split(' ').map(Number);
  if (wall === undefined || cpu === undefined) throw new Error(`The import said ${stdout}.`);
  return [wall, cpu];
}
