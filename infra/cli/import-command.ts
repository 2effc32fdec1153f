import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { fetchHttp } from '../../shared/adapters/fetch-http.ts';
import { avoirClient } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { type ExitCode, exitCodes, usageFailure } from './command-failure.ts';
import { importCreditNotes } from './import/import-credit-notes.ts';
import { openImportJournal } from './import/import-journal.ts';
import { type ImportProgress, importProgress } from './import/import-progress.ts';
import { fileFailure, type Invoice, readOnlineRetail } from './import/online-retail-file.ts';
import { reportText } from './import/report-text.ts';
import { findOrStartSystem, type RunningSystem, type SystemPlace } from './running-system.ts';
import { simulatedRetailOf } from './simulated-retail.ts';
import { isAbort, stopOnInterrupt } from './stop-on-interrupt.ts';
import { wholeNumber } from './tasks-command.ts';

type Options = Readonly<{
  shop: string;
  first?: number;
  concurrency: number;
  data?: string;
  journal?: string;
  faults?: number;
  json?: true;
}>;

const examples = `
Reads the data set "Online Retail" (UCI 352), CSV or .csv.gz. Starts a system where none answers at AVOIR_URL.
Ends when what was accepted is back in stock in the shop's simulated Retail, whose pace AVOIR_SIMULATOR_SPEED sets
(3600 times the real one's where the system is started here).
Ctrl-C ends what is in flight; the same command then goes on where it stopped.

Examples:
  avoir import ../shared/data/online-retail/online-retail.csv.gz
  avoir import online-retail.csv.gz --first 150 --json > report.json
  avoir import online-retail.csv.gz --first 1000 --faults 10   every tenth request to Retail fails
  avoir import online-retail.csv.gz --data ./data      keep the state of the system that is started

Exit code: 0 the balance is true, 1 it is not, 2 wrong usage, 3 a fault, or stopped before the end.`;

/** `avoir import`: plays a real retailer's credit notes through the system and reports whether all balances. */
export function importCommand(context: CommandContext): Command {
  return new Command('import')
    .description("play a real retailer's credit notes through the system and check that all balances")
    .argument('<file>', 'online-retail.csv or online-retail.csv.gz')
    .option('--shop <shopId>', 'the shop to import into', 'online-retail')
    .option('--first <number>', 'only the first credit notes', wholeNumber)
    .option('--concurrency <number>', 'requests at once', wholeNumber, 32)
    .option('--data <folder>', 'where a system that is started here keeps its state')
    .option('--journal <file>', 'where to note what was answered (default: in .avoir/)')
    .option('--faults <percent>', 'let so many of a hundred requests to the simulated Retail fail', percentOf)
    .option('--json', 'print the report as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      context.exitWith(await runImport(context, file, options));
    });
}

async function runImport(context: CommandContext, file: string, options: Options): Promise<ExitCode> {
  const progress = importProgress(process.stderr);
  const stop = stopOnInterrupt(progress);
  try {
    return await importFile(context, file, options, { progress, stop: stop.signal });
  } catch (error) {
    if (!(stop.signal.aborted && isAbort(error))) throw error;
    progress.say('Stopped before anything was asked for.');
    return exitCodes.fault;
  } finally {
    stop.release();
  }
}

async function importFile(
  context: CommandContext,
  file: string,
  { shop: shopId, first, concurrency, data, journal: journalPath, faults: faultPercent, json }: Options,
  { progress, stop }: Readonly<{ progress: ImportProgress; stop: AbortSignal }>,
): Promise<ExitCode> {
  const startedAt = performance.now();
  const { url, token, http } = context.connection();
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal: stop });
  const importId = await importIdOf(file, shopId, url);
  const journal = await openImportJournal(journalPath ?? join('.avoir', `import-${importId}.json`), importId);
  const dataFolder = resolve(data ?? join('.avoir', `import-${importId}.data`));
  const [invoices, system] = await readAndConnect(file, { url, token, dataFolder, http, pause }, progress);
  try {
    const client = avoirClient({ http, url, token: system.token, pause });
    const httpFor = (origin: string) => fetchHttp({ allowedOrigins: [origin] });
    const retail = await simulatedRetailOf({ url, shopId, httpFor, pause });
    if (faultPercent !== undefined && retail === undefined)
      throw usageFailure('--faults needs a shop with a simulated Retail.');
    const end = await importCreditNotes(
      { invoices, shopId, first, concurrency, faultPercent },
      { client, journal, progress, retail, stop, pause },
    );
    if (end.kind === 'stopped') {
      progress.say(`Stopped after ${end.answered} of ${end.total} requests. The same command goes on from there.`);
      return exitCodes.fault;
    }
    const { report, sendingSeconds, stockSeconds, revivedLetters, retailTraffic } = end;
    const times = {
      totalSeconds: (performance.now() - startedAt) / 1000,
      sendingSeconds,
      stockSeconds,
      ...(faultPercent !== undefined && { faults: { percent: faultPercent, revivedLetters } }),
      retailTraffic,
      creditNotesPerSecond: report.creditNotes.total / sendingSeconds,
    };
    context.print({ text: reportText(report, times), value: { file, shopId, ...report, ...times } }, json === true);
    if (report.imbalances.length > 0) return exitCodes.differences;
    await journal.remove();
  } finally {
    await system.close();
  }
  // The state of a system that was started for this import alone; it is kept for as long as there is something to go on with.
  if (system.startedHere && data === undefined) await rm(dataFolder, { recursive: true, force: true });
  return exitCodes.good;
}

/** Both at once, for each takes seconds. Where one fails the other is not left behind. */
async function readAndConnect(
  file: string,
  place: SystemPlace,
  progress: ImportProgress,
): Promise<readonly [readonly Invoice[], RunningSystem]> {
  progress.say(`Reading ${file}; looking for a system at ${place.url}.`);
  const [read, connected] = await Promise.allSettled([readOnlineRetail(file), findOrStartSystem(place)]);
  if (connected.status === 'rejected') throw connected.reason;
  if (read.status === 'rejected') {
    await connected.value.close();
    throw read.reason;
  }
  const kept = connected.value.startedHere
    ? `No system was running: one was started, with its state in ${place.dataFolder}; it ends with this import.`
    : `Using the system at ${place.url}.`;
  progress.say(kept);
  return [read.value, connected.value];
}

/** Tells imports apart: another file, shop or system is another import. */
async function importIdOf(file: string, shopId: string, url: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([shopId, url]));
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
  } catch (error) {
    throw fileFailure(error, file);
  }
  return hash.digest('hex').slice(0, 16);
}

function percentOf(text: string): number {
  const percent = Number(text);
  if (!(percent > 0 && percent <= 50)) throw new InvalidArgumentError('It must be a number above 0, at most 50.');
  return percent;
}
