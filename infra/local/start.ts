import { parseArgs } from 'node:util';
import * as z from 'zod';
import { postDemoOrders, prepareDemoShops } from './demo-orders.ts';
import { explain } from './deployment.ts';
import { PortBusyError } from './http-front.ts';
import { type Machine, startMachine } from './machine.ts';
import { StartProblem } from './start-problem.ts';
import { synthesize } from './synthesize.ts';
import { readTemplates } from './template.ts';

const help = `Starts Avoir on this machine.

  npm start -- [--data DIR] [--port N] [--simulator-speed N] [--verbose] [--unguarded]
  npm start -- --explain

  --data DIR   keeps all state in DIR (default: a fresh temporary folder)
  --port N     listens on port N (default: AVOIR_PORT, else 8787)
  --simulator-speed N   lets the limiters of the simulated Retail go N times as fast as the
               real one's (default: AVOIR_SIMULATOR_SPEED, else 600; the real pace is 1)
  --verbose    shows what the functions log
  --unguarded  holds no call of a function to what its role may do; for measuring what everything else costs
  --explain    prints which properties of the templates one machine does without, and why
  --help       prints this

  AVOIR_TOKEN             bearer token that may do everything (default: a random one)
  AVOIR_SHOPS_FILE        settings of the shops (default: infra/local/shops.json)
  AWS_ENDPOINT_URL_DYNAMODB   a DynamoDB emulator to use instead of the one that comes along
`;

const flags = {
  data: { type: 'string' },
  port: { type: 'string' },
  'simulator-speed': { type: 'string' },
  verbose: { type: 'boolean', default: false },
  unguarded: { type: 'boolean', default: false },
  explain: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const port = z.coerce.number('not a port').int('not a port').min(0, 'not a port').max(65_535, 'not a port');
const settingsSchema = z.object({
  AVOIR_PORT: port.default(8787),
  AVOIR_TOKEN: z.string().min(16, 'has fewer than 16 characters').optional(),
  AVOIR_SHOPS_FILE: z.string().min(1, 'is empty').optional(),
  AVOIR_SIMULATOR_SPEED: z.coerce.number('not a number').positive('not above 0').optional(),
  AWS_ENDPOINT_URL_DYNAMODB: z.url('is no address').optional(),
});

const exitCodes = { usage: 2, fault: 3, interrupted: 130 } as const;
const progress = (line: string): void => console.log(`· ${line}`);

class UsageError extends Error {
  override readonly name = 'UsageError';
}

function readFlags() {
  try {
    return parseArgs({ options: flags }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function readSettings({ port: portFlag, 'simulator-speed': speed }: ReturnType<typeof readFlags>) {
  const parsed = settingsSchema.safeParse({
    ...process.env,
    ...(portFlag !== undefined && { AVOIR_PORT: portFlag }),
    ...(speed !== undefined && { AVOIR_SIMULATOR_SPEED: speed }),
  });
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '));
}

async function printElsewhere(): Promise<void> {
  const declared = explain(await readTemplates(await synthesize(progress)));
  for (const { path, reason } of declared) console.log(`${path}\n    ${reason}`);
}

async function run(): Promise<void> {
  const given = readFlags();
  const { data, verbose, unguarded, explain: shallExplain, help: wantsHelp } = given;
  if (wantsHelp) return console.log(help);
  if (shallExplain) return printElsewhere();
  const settings = readSettings(given);
  const starting = endOnSignals();
  const machine = await startMachine({
    dataFolder: data,
    port: settings.AVOIR_PORT,
    token: settings.AVOIR_TOKEN,
    shopsFile: settings.AVOIR_SHOPS_FILE,
    dynamoDbEndpoint: settings.AWS_ENDPOINT_URL_DYNAMODB,
    simulatorSpeed: settings.AVOIR_SIMULATOR_SPEED,
    isVerbose: verbose,
    calls: unguarded ? 'direct' : 'guarded',
    progress,
  });
  starting.started(machine);
  // They belong to the shops of the default file.
  if (settings.AVOIR_SHOPS_FILE === undefined && (await machine.isFirst('demo-orders'))) await showDemoOrders(machine);
  progress(
    `State is kept in ${machine.dataPath}${data === undefined ? ' until you stop' : ''}, logs in ${machine.logPath}`,
  );
  console.log(`\nAvoir is ready: ${machine.url}\nSign in with the token ${machine.token}\nStop it with Ctrl-C.`);
  const reason = await machine.failed;
  await machine.stop();
  throw new StartProblem(reason);
}

async function showDemoOrders(machine: Machine): Promise<void> {
  await prepareDemoShops(machine);
  const cases = await postDemoOrders(machine);
  if (cases.length > 0) progress(`Entered ${cases.length} demo cases`);
}

/** Ends the machine in order, and at once one that is still starting; whoever asks again a while later means at once. */
function endOnSignals(): Readonly<{ started(machine: Machine): void }> {
  let running: Machine | undefined;
  let askedAt: number | undefined;
  const end = async (): Promise<void> => {
    // npm hands the Ctrl-C that we saw ourselves on to us a second time.
    if (askedAt !== undefined && Date.now() - askedAt < 1_000) return;
    if (running === undefined || askedAt !== undefined) process.exit(exitCodes.interrupted);
    askedAt = Date.now();
    console.log('\nStopping');
    await running.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      end().catch(report);
    });
  }
  return {
    started(machine) {
      running = machine;
    },
  };
}

function report(error: unknown): never {
  const isUsage = error instanceof UsageError;
  const isPlain = isUsage || error instanceof StartProblem || error instanceof PortBusyError;
  console.error(isPlain ? `avoir: ${error.message}` : error);
  process.exit(isUsage ? exitCodes.usage : exitCodes.fault);
}

await run().catch(report);
