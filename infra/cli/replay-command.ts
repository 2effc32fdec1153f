import { Command, InvalidArgumentError } from 'commander';
import { type AvoirClient, expected } from './avoir-client.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodes, usageFailure } from './command-failure.ts';
import { connectedClient } from './connection.ts';
import { type ImportProgress, importProgress } from './import/import-progress.ts';
import { addSelection, type SelectionOptions, selectionOf } from './letter-selection.ts';
import { table } from './listing.ts';
import { planReplay, type Replay, replaySchema, runReplay } from './replaying.ts';
import { isAbort, stopOnInterrupt } from './stop-on-interrupt.ts';

const examples = `
Without --run nothing is sent: the plan says how many letters would go where, and what that would do as things stand.
A replay may be stopped (Ctrl-C) and gone on with, by anybody; sending a letter again changes nothing it has done before.

Examples:
  avoir replay --queue QUEUE                     plans, and prints the plan with its id
  avoir replay --run                             plans everything and runs it
  avoir replay QUEUE/LETTER --run                one letter
  avoir replay --error Timeout --from 2026-11-12 --rate 5 --run
  avoir replay --id REPLAY --run                 runs a plan, or goes on with one
  avoir replay --id REPLAY                       how far it is
  avoir replay --id REPLAY --cancel              ends it; what was not sent waits as before`;

type Options = SelectionOptions & Readonly<{ id?: string; run?: true; cancel?: true; rate: number; json?: true }>;

/** `avoir replay`: plans which dead letters go back, then sends them, with progress, until done or stopped. */
export function replayCommand(context: CommandContext): Command {
  const command = new Command('replay')
    .description('send dead letters back to where they came from: first a plan, then a run')
    .argument('[letters...]', 'single letters, as `avoir dead-letters` prints them: QUEUE/LETTER')
    .option('--run', 'send what is planned')
    .option('--id <replay>', 'a replay that was planned before')
    .option('--cancel', 'end the replay of --id')
    .option('--rate <number>', 'at most so many letters a second (0.1 to 100)', rateOf, 10)
    .option('--json', 'print JSON')
    .addHelpText('after', examples)
    .action((letters: readonly string[], options: Options) => replay(context, letters, options));
  return addSelection(command);
}

async function replay(context: CommandContext, letters: readonly string[], options: Options): Promise<void> {
  const client = connectedClient(context.connection());
  const current = await planOrFind(client, letters, options);
  const isWanted = options.run === true && current.state !== 'cancelled';
  const end = isWanted ? await runToEnd(client, current, importProgress(process.stderr)) : current;
  context.print({ text: textOf(end), value: end }, options.json === true);
  if (isWanted) context.exitWith(exitCodeOf(end));
}

async function planOrFind(client: AvoirClient, letters: readonly string[], options: Options): Promise<Replay> {
  const { id, cancel, run, rate } = options;
  if (id === undefined) {
    if (cancel === true) throw usageFailure('--cancel needs --id.');
    return planReplay(client, { selection: selectionOf(options, letters), ratePerSecond: rate });
  }
  if (cancel === true && run === true) throw usageFailure('Either --run or --cancel.');
  const path = `/dead-letters/replays/${encodeURIComponent(id)}`;
  const answer = cancel === true ? await client.post(`${path}/cancel`, {}) : await client.get(path);
  if (answer.status === 404 || answer.status === 400) throw usageFailure(`There is no replay ${id}.`);
  return expected(replaySchema, answer);
}

/** Asks for slice after slice until all is sent, or until Ctrl-C. */
async function runToEnd(client: AvoirClient, planned: Replay, progress: ImportProgress): Promise<Replay> {
  const stop = stopOnInterrupt(progress);
  progress.begin(planned.letterCount, 'letters', planned.doneCount);
  let current = planned;
  try {
    for await (const reached of runReplay(client, planned, stop.signal)) {
      current = reached;
      progress.reach(current.doneCount);
    }
    progress.end();
  } catch (error) {
    if (!(stop.signal.aborted && isAbort(error))) throw error;
  } finally {
    stop.release();
  }
  return current;
}

function exitCodeOf({ state, kept, refused }: Replay) {
  if (state !== 'done') return exitCodes.fault;
  return kept + refused > 0 ? exitCodes.differences : exitCodes.good;
}

function textOf(replay: Replay): string {
  const { replayId, state, letterCount, hasMore, groups, doneCount, sent, skipped, kept, refused } = replay;
  const rows = groups.map(({ queueName, destination, letterCount: count, verdicts }) => [
    String(count),
    queueName,
    destination,
    Object.entries(verdicts)
      .map(([verdict, number]) => `${number} ${verdict.replaceAll('_', ' ')}`)
      .join(', '),
  ]);
  const plan = letterCount === 0 ? 'No dead letter fits.' : table(['letters', 'from', 'to', 'as things stand'], rows);
  const more = hasMore ? '\nMore fit than one plan takes; plan again afterwards.' : '';
  const counts = `${sent} sent, ${skipped} skipped, ${kept} kept, ${refused} refused`;
  const hint = {
    planned: `\nTo send: avoir replay --id ${replayId} --run`,
    running: `\nTo go on: avoir replay --id ${replayId} --run`,
  };
  const next = letterCount > 0 && (state === 'planned' || state === 'running') ? hint[state] : '';
  return `${plan}${more}\n\n${replayId}: ${state}, ${doneCount} of ${letterCount} dealt with (${counts}).${next}`;
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate >= 0.1 && rate <= 100)) throw new InvalidArgumentError('It must be a number from 0.1 to 100.');
  return rate;
}
