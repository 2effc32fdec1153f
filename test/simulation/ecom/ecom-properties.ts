import { answersOf } from '../../../shared/domain/case-answer.ts';
import { caseOfCancellation, caseOfCreditNote } from '../../../shared/domain/ids.ts';
import { capturedMinorOf } from '../../../shared/domain/order.ts';
import { valueOf } from '../../../shared/domain/order-value.ts';
import { isOpen, needsTask, stateOf } from '../../../shared/domain/refund-task.ts';
import { minorOf } from '../../../shared/ecom/ecom-amount.ts';
import { creditNoteIdSchema, orderNumberSchema, shopIdSchema } from '../../../shared/stores/id-schemas.ts';
import { readOrder } from '../../../shared/stores/order-store.ts';
import type { StoredCase } from '../../../shared/stores/refund-case-store.ts';
import type { StoredTask } from '../../../shared/stores/refund-task-store.ts';
import { broken, type Promised, type Violation } from '../promised.ts';
import type { SimulatedTable } from '../world/simulated-table.ts';
import { type Conclusions, casesIn, conclusionsOf, tasksIn } from './ecom-conclusions.ts';
import type { EcomEnding } from './ecom-play.ts';
import type { EcomStory } from './ecom-stories.ts';
import { aboutEvents, aboutHealing, aboutRepeating } from './ecom-traffic-properties.ts';

/** What must hold when everything that happened in eCom is seen. `wanted` is what comes of the story when nothing goes wrong. */
export async function ecomViolations(
  story: EcomStory,
  ending: EcomEnding,
  wanted: Conclusions,
): Promise<readonly Violation[]> {
  const { table } = ending.system;
  const tasks = tasksIn(table);
  const cases = casesIn(table);
  const there = cases.filter(({ standing }) => standing !== 'withdrawn');
  const promised = [
    ...aboutDocuments(there, ending),
    ...cases.flatMap((one) => aboutTasks(one, tasks)),
    ...(
      await Promise.all(
        [...new Set(there.map(({ plan }) => plan.orderNumber))].map((number) =>
          aboutOrder(number, there, tasks, ending),
        ),
      )
    ).flat(),
    ...aboutEvents(cases, ending),
    ...aboutTable(tasks, ending),
    ...aboutSameness(story, ending, wanted),
    aboutListing(cases, table),
    aboutHealing(story, ending),
    aboutRepeating(ending),
    {
      property: 'what waits for a person waits until it is answered',
      holds: story.answer === undefined || there.some(({ answer }) => answer === story.answer),
      found: there,
    },
  ];
  return broken(promised);
}

/** The list of what waits for an answer is stored beside the standing from which it follows. */
function aboutListing(cases: readonly StoredCase[], table: SimulatedTable): Promised {
  const listed = table.rows().flatMap(({ sk, amountKey, caseId }) => (sk === 'CASE' && amountKey ? [caseId] : []));
  const waiting = cases.filter(({ standing = 'open' }) => answersOf(standing).length > 0);
  const wanted = waiting.map(({ caseId }) => caseId);
  return {
    property: 'what waits for an answer is listed, and nothing else',
    holds: listed.length === wanted.length && wanted.every((caseId) => listed.includes(caseId)),
    found: { listed, wanted },
  };
}

function aboutDocuments(there: readonly StoredCase[], { documents, shop, watchedSince }: EcomEnding): Promised[] {
  const { notes, orders } = documents;
  const ofNote = (number: string) => caseOfCreditNote(creditNoteIdSchema.parse(number));
  const cancelled = orders.filter(({ status }) => status === 'cancelled');
  const wanted = [
    ...notes.map(({ number }) => ofNote(number)),
    ...cancelled.map(({ number }) => caseOfCancellation(orderNumberSchema.parse(number))),
  ].toSorted();
  const stored = there.map(({ caseId }) => caseId).toSorted();
  const caseOf = new Map(there.map((one) => [one.caseId, one]));
  const other = notes.filter(({ number, priceIncl }) => {
    const known = caseOf.get(ofNote(number));
    return known?.standing === 'open' && known.plan.totalMinor !== Math.abs(minorOf(priceIncl, shop.currency));
  });
  const old = notes.filter(
    ({ number, createdAt }) =>
      createdAt < watchedSince && !['history', undefined].includes(caseOf.get(ofNote(number))?.standing),
  );
  const forgotten = notes.filter(
    ({ number, createdAt }) => createdAt >= watchedSince && caseOf.get(ofNote(number))?.standing === 'history',
  );
  return [
    {
      property: 'each credit note and each cancellation in eCom has exactly one case',
      holds: JSON.stringify(wanted) === JSON.stringify(stored),
      found: { wanted, stored },
    },
    { property: 'an open case comes to what eCom says', holds: other.length === 0, found: other },
    {
      property: 'what was made before Avoir watched is history',
      holds: old.length === 0,
      found: { watchedSince, old },
    },
    {
      property: 'what is made while Avoir watches is no history',
      holds: forgotten.length === 0,
      found: { watchedSince, forgotten },
    },
  ];
}

function aboutTasks({ caseId, standing = 'open', plan }: StoredCase, all: readonly StoredTask[]): Promised[] {
  const tasks = all.filter(
    ({ facts }) => facts.caseId === caseId && isOpen(facts.withdrawnAt ? closed : stateOf(facts)),
  );
  const wanted = standing === 'open' ? plan.payments.filter(needsTask) : [];
  const text = (payments: readonly Readonly<{ paymentNumber: number; amountMinor: number }>[]) =>
    payments.map(({ paymentNumber, amountMinor }) => `${paymentNumber}: ${amountMinor}`).toSorted();
  const [has, needs] = [text(tasks.map(({ facts }) => facts.payment)), text(wanted)];
  return [
    {
      property:
        standing === 'history'
          ? 'history opens no task'
          : 'there is exactly one task per payment of an open case, for the amount of its plan',
      holds: JSON.stringify(has) === JSON.stringify(needs),
      found: { caseId, standing, has, needs },
    },
  ];
}

const closed = { name: 'withdrawn' } as const;

async function aboutOrder(
  number: StoredCase['plan']['orderNumber'],
  there: readonly StoredCase[],
  tasks: readonly StoredTask[],
  { system, shop }: EcomEnding,
): Promise<Promised[]> {
  const stored = await readOrder(system.table, shopIdSchema.parse(shop.shopId), number);
  if (stored === undefined) return [{ property: 'the order of a case is known', holds: false, found: number }];
  const { order, ledger } = stored;
  const plans = there.filter(({ plan }) => plan.orderNumber === number).map(({ plan }) => plan);
  const takenMinor = sum(plans.map(({ totalMinor }) => totalMinor));
  const totalMinor = valueOf(order)?.totalMinor ?? 0;
  const isCopied = plans.some(({ notes }) => notes.includes('order_copied'));
  const payments = order.payments.map((payment, index) => {
    const ofPayment = tasks.filter(
      ({ facts }) => facts.orderNumber === number && facts.payment.paymentNumber === index + 1,
    );
    const open = ofPayment.filter(({ state }) => isOpen(state));
    return { captured: capturedMinorOf(payment), back: sum(open.map(({ facts }) => facts.payment.amountMinor)) };
  });
  return [
    {
      property: 'no payment gives back more than was captured of it',
      holds: payments.every(({ captured, back }) => back <= captured),
      found: payments,
    },
    { property: 'never more is given back than was bought', holds: takenMinor <= totalMinor, found: plans },
    {
      property: 'a cancellation takes what is left of its order, and nothing of what is gone',
      holds: ledger.cancelledBy === undefined || isCopied || takenMinor === totalMinor,
      found: { takenMinor, totalMinor, ledger },
    },
    {
      property: 'the ledger knows each case of its order once',
      holds: new Set(ledger.cases).size === ledger.cases.length,
      found: ledger.cases,
    },
  ];
}

function aboutTable(tasks: readonly StoredTask[], { system }: EcomEnding): Promised[] {
  const { table, queues, calls } = system;
  const other = tasks.filter(({ facts, state }) => JSON.stringify(state) !== JSON.stringify(stateOf(facts)));
  const back = table.readStream(0).filter(({ oldRow, newRow }) => {
    const [was, is] = [oldRow?.version, newRow?.version];
    return typeof was === 'number' && (typeof is !== 'number' || is < was);
  });
  const older = table.readStream(0).filter(({ oldRow, newRow }) => {
    const [was, is] = [oldRow?.fetchedAt, newRow?.fetchedAt];
    return typeof was === 'string' && typeof is === 'string' && is < was;
  });
  const written = calls.trace().filter(({ operation }) => operation === 'http.write');
  const events = table.rows().flatMap(({ event }) => event ?? []);
  const said = JSON.stringify([events, system.logged()]);
  const waiting = queues.flatMap((queue) => queue.messages());
  return [
    { property: 'a stored state is the one that follows from its facts', holds: other.length === 0, found: other },
    { property: 'no version ever goes back', holds: back.length === 0, found: back },
    { property: 'a reading never takes the place of a newer one', holds: older.length === 0, found: older },
    { property: 'eCom is only read', holds: written.length === 0, found: written },
    { property: 'no personal data is in an event or a log line', holds: !/\bAda\b|ada@/.test(said), found: said },
    { property: 'nothing is left in a queue', holds: waiting.length === 0, found: waiting },
  ];
}

function aboutSameness({ comparedBy }: EcomStory, { system, before }: EcomEnding, wanted: Conclusions): Promised[] {
  const essence = ({ cases, differences, byOrder }: Conclusions) =>
    comparedBy === 'case' ? [cases, differences, byOrder] : [byOrder];
  const now = conclusionsOf(system.table);
  return [
    {
      property: 'a shop ends in the same state whatever became of its webhooks',
      holds: JSON.stringify(essence(before)) === JSON.stringify(essence(wanted)),
      found: { before: essence(before), wanted: essence(wanted) },
    },
    {
      property: 'asking for history again changes nothing',
      holds: JSON.stringify(now) === JSON.stringify(before),
      found: { before, now },
    },
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
