import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Metered, MeteredKind } from '../../infra/local/call-meter.ts';
import { type Machine, startMachine } from '../../infra/local/machine.ts';
import { synthesize } from '../../infra/local/synthesize.ts';
import { readTemplates } from '../../infra/local/template.ts';
import { quiet } from '../support/quiet.ts';
import { pricesDate, pricesRegion } from './aws-prices.ts';
import { type BenchRetail, openBenchRetail } from './bench-retail.ts';
import { amountsPer, dollarsOf, linesOf } from './cost-table.ts';
import { creditNoteBody } from './credit-note-load.ts';
import { httpCaller } from './http-caller.ts';
import { idleCosts } from './idle-cost.ts';
import type { Range } from './load.ts';
import { allTasksOpen } from './open-tasks.ts';
import { atMost, type BenchOptions, type Verdict } from './verdict.ts';

const bars = { writeUnits: 16, dollarsPerMillion: 16, idleDollars: 20 } as const;
const shopId = 'demo';
const defaultNotes = 100;
const warmUpNotes = 20;
// Long enough for one credit note to be through before the next comes, or they would share batches.
const betweenNotesMilliseconds = 150;
// Most schedules run once a minute, also the one that looks through Retail's log for what was completed.
const minuteMilliseconds = 65_000;
// Only this bench reads while it waits.
const looking = 'read-records';
const stockParts: ReadonlySet<string> = new Set(['open-stock-effects', 'apply-inventory', 'confirm-inventory']);
// What a schedule costs by merely running is part of a month of nothing; what it does for a credit note is not.
const doing: ReadonlySet<MeteredKind> = new Set(['write_units', 'queue_requests', 'events', 'event_bytes']);

/**
 * What AWS would charge for a credit note with two lines and one payment, and for a month of nothing (design §8), from
 * the calls really made. One credit note at a time, so that nothing is shared by a batch: a busy shop pays less.
 */
export async function cost({ notes = defaultNotes, print }: BenchOptions): Promise<readonly Verdict[]> {
  const folder = await synthesize(print);
  const machine = await startMachine({ port: 0, templatesFolder: folder });
  try {
    const runs = await runsOfSchedules(machine);
    const retail = await openBenchRetail(machine.url, shopId);
    await measured(machine, retail, { from: 0, to: warmUpNotes });
    const metered = await measured(machine, retail, { from: warmUpNotes, to: warmUpNotes + notes });
    const perNote = amountsPer(metered, notes);
    const idle = idleCosts(await readTemplates(folder), {
      runs,
      secretCount: await countShops(machine),
    });
    const idleDollars = idle.reduce((sum, { dollars }) => sum + dollars, 0);
    print(`Prices of ${pricesRegion}, looked up on ${pricesDate} (test/bench/aws-prices.ts), no free allowance\n`);
    print(
      `A credit note with two lines and one payment, to its open task and with its stock confirmed (${notes} measured)`,
    );
    for (const line of linesOf(metered, notes)) print(line);
    const withoutStock = amountsPer(
      metered.filter(({ part }) => !stockParts.has(part)),
      notes,
    );
    const units = (withoutStock.get('write_units') ?? 0).toFixed(2);
    print(`\nTo the open task alone: ${units} write units, $${(dollarsOf(withoutStock) * 1e6).toFixed(2)} a million`);
    print('\nA month without a credit note');
    for (const { what, dollars } of idle) print(`  ${what.padEnd(36)} $${dollars.toFixed(2)}`);
    return [
      atMost('DynamoDB write units of a credit note', perNote.get('write_units') ?? 0, bars.writeUnits, 'units'),
      atMost('a million credit notes', dollarsOf(perNote) * 1e6, bars.dollarsPerMillion, 'dollars'),
      atMost('a month of nothing', idleDollars, bars.idleDollars, 'dollars'),
    ];
  } finally {
    await machine.stop();
  }
}

/** What each schedule costs by running with nothing to do: a run that found its code loaded, where there was one. */
async function runsOfSchedules({ meter }: Machine): Promise<readonly Metered[]> {
  await quiet({ meter });
  const first = meter.read();
  meter.reset();
  await delay(minuteMilliseconds);
  const later = meter.read();
  const ranLater = new Set(later.map(({ part }) => part));
  return [...later, ...first.filter(({ part }) => !ranLater.has(part))];
}

const shopsSchema = z.object({ items: z.array(z.unknown()) });

/** Each shop has its secret. */
async function countShops(machine: Machine): Promise<number> {
  const { body } = await httpCaller(machine).get('/shops');
  return shopsSchema.parse(JSON.parse(body)).items.length;
}

/** What these credit notes used, until everything about them is done. */
async function measured(machine: Machine, retail: BenchRetail, range: Range): Promise<readonly Metered[]> {
  const caller = httpCaller(machine);
  machine.meter.reset();
  for (let index = range.from; index < range.to; index += 1) {
    const { status, body } = await caller.post(`/shops/${shopId}/credit-notes`, creditNoteBody(index, new Date()));
    if (status !== 201) throw new Error(`Credit note ${index}: ${status} ${body}`);
    await delay(betweenNotesMilliseconds);
  }
  await allTasksOpen(caller, shopId, range);
  await retail.completed(range.to);
  await delay(minuteMilliseconds);
  await quiet(machine);
  caller.closeConnections();
  return withoutIdle(machine.meter.read());
}

function withoutIdle(metered: readonly Metered[]): readonly Metered[] {
  const scheduled = new Set(metered.filter(({ kind }) => kind === 'scheduler_invocations').map(({ part }) => part));
  // A task that stays open is looked at again after a minute: 3 write units, which opening it does not cost.
  return metered.filter(
    ({ part, kind, by }) => part !== looking && by !== 'UpdateItem TASK' && (!scheduled.has(part) || doing.has(kind)),
  );
}
