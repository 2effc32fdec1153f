import { deadLetterBugs } from './dead-letter-bugs.ts';
import { ecomBugs } from './ecom-bugs.ts';
import { laneBugs } from './lane-bugs.ts';
import { providerBugs } from './provider-bugs.ts';

/** One mistake that somebody could make: `from` occurs once in the file and becomes `to`; the promise that then breaks. */
export type PlantedBug = Readonly<{
  name: string;
  file: string;
  from: string;
  to: string;
  caughtBy: string;
  /** The world that finds it: the way from a request to its tasks, unless it is another one. */
  world?: 'lane' | 'ecom' | 'providers';
  /** The seed that was seen to find it, which is tried first. */
  at: number;
  /** Where that one no longer does, so many seeds from 1 on are searched. */
  withinSeeds: number;
}>;

const oneTask = 'there is exactly one task per case and payment, for the amount of the plan';
const comesToRest = 'everything comes to rest';

/** The bugs that the simulation must find, from the plain to the subtle. Data alone: production code knows nothing of them. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'the case is written over another one',
    file: 'shared/stores/refund-case-store.ts',
    from: "    condition: { kind: 'absent' },",
    to: '',
    caughtBy: 'whoever is answered is told the plan that is stored',
    at: 228,
    withinSeeds: 1_200,
  },
  {
    name: 'the ledger is replaced without looking at its version',
    file: 'shared/stores/order-store.ts',
    from: "    condition: previous === 0 ? { kind: 'absent' } : { kind: 'version_equals', version: previous },",
    to: '',
    caughtBy: 'the ledger is the sum of its cases',
    at: 48,
    withinSeeds: 300,
  },
  {
    name: 'a lost race is taken for success',
    file: 'shared/stores/refund-case-store.ts',
    from: "if (error instanceof TransactionRefusedError) return 'lost_race';",
    to: "if (error instanceof TransactionRefusedError) return 'opened';",
    caughtBy: 'every accepted request has its case, and there is no other case',
    at: 16,
    withinSeeds: 200,
  },
  {
    name: 'an id is answered with whatever it was used for before',
    file: 'shared/acceptance/accept-refund-case.ts',
    from: 'known.contentHash !== contentHash',
    to: 'false',
    caughtBy: 'whoever is accepted was understood as he asked',
    at: 26,
    withinSeeds: 200,
  },
  {
    name: 'what the caller says twice is decided twice',
    file: 'shared/acceptance/accept-refund-case.ts',
    from: '  if (known) {',
    to: '  if (known && snapshot === undefined) {',
    caughtBy: comesToRest,
    at: 13,
    withinSeeds: 200,
  },
  {
    name: 'pieces are not taken out of the line that they belong to',
    file: 'shared/domain/order-ledger.ts',
    from: 'quantity: before.quantity + sign * quantity,',
    to: 'quantity: before.quantity,',
    caughtBy: 'no more pieces come back than were bought',
    at: 11,
    withinSeeds: 200,
  },
  {
    name: 'a payment forgets what it gave back before',
    file: 'shared/domain/order-ledger.ts',
    from: '(payments[paymentNumber] ?? 0) + sign * amountMinor',
    to: 'amountMinor',
    caughtBy: 'the ledger is the sum of its cases',
    at: 11,
    withinSeeds: 200,
  },
  {
    name: 'a payment gives back what it never got',
    file: 'shared/domain/payment-allocation.ts',
    from: 'Math.min(uncoveredMinor, carriedMinorOf(order, ledger, paymentNumber))',
    to: 'uncoveredMinor',
    caughtBy: 'no payment gives back more than was captured of it',
    at: 2,
    withinSeeds: 200,
  },
  {
    name: 'money is divided as a float',
    file: 'shared/domain/credited-parts.ts',
    from: 'shareOf(remaining.amountMinor, quantity, remaining.quantity)',
    to: '(remaining.amountMinor * quantity) / remaining.quantity',
    caughtBy: comesToRest,
    at: 719,
    withinSeeds: 1_600,
  },
  {
    name: 'a cancellation forgets the shipping',
    file: 'shared/domain/cancellation.ts',
    from: 'const shippingMinor = value.shippingMinor - ledger.shippingMinor;',
    to: 'const shippingMinor = 0;',
    caughtBy: 'a cancellation leaves nothing of its order',
    at: 2,
    withinSeeds: 200,
  },
  {
    name: 'the event id is made anew by the clock',
    file: 'shared/stores/refund-case-store.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    from: 'eventId: `refund-case-opened/${shopId}/${caseId}`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    to: 'eventId: `refund-case-opened/${shopId}/${caseId}/${occurredAt}`',
    caughtBy: 'each case has one event, under one id however often it was published',
    at: 1,
    withinSeeds: 200,
  },
  {
    name: 'the stream goes on behind what the bus refused',
    file: 'functions/publish-outbox/publish-outbox.ts',
    from: 'return firstRefused?.sequenceNumber ?? unreadable;',
    to: 'return unreadable;',
    caughtBy: oneTask,
    at: 106,
    withinSeeds: 600,
  },
  {
    name: 'a bus that says nothing is believed',
    file: 'functions/publish-outbox/publish-outbox.ts',
    from: 'const results = await bus.publish(pending.map(({ event }) => event));',
    to: 'const results = await bus.publish(pending.map(({ event }) => event)).catch(() => pending.map(() => ({ published: true })));',
    caughtBy: oneTask,
    at: 27,
    withinSeeds: 200,
  },
  {
    name: 'a record that failed is acknowledged',
    file: 'shared/lambda/record-acknowledging.ts',
    from: '      throw error;\n',
    to: '',
    caughtBy: oneTask,
    at: 19,
    withinSeeds: 200,
  },
  {
    name: 'the key of a task has no payment in it',
    file: 'shared/stores/keys.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    from: "sk: `TASK#${String(paymentNumber).padStart(3, '0')}`",
    to: "sk: 'TASK#001'",
    caughtBy: comesToRest,
    at: 2,
    withinSeeds: 200,
  },
  {
    name: 'only the first payment of a case becomes a task',
    file: 'functions/open-refund-tasks/open-refund-tasks.ts',
    from: 'data.payments.filter(needsTask)',
    to: 'data.payments.filter(needsTask).slice(0, 1)',
    caughtBy: oneTask,
    at: 2,
    withinSeeds: 200,
  },
  {
    name: 'a task is opened over the one that is there',
    file: 'shared/stores/refund-task-store.ts',
    from: 'await table.put(row, condition);',
    to: 'await table.put(row);',
    caughtBy: 'no version ever goes back',
    at: 2,
    withinSeeds: 200,
  },
  {
    name: 'the account of a task begins with the value of its order',
    file: 'shared/domain/refund-account.ts',
    from: "...entry('issued', expectedMinor),",
    to: "...entry('issued', facts.orderTotalMinor),",
    caughtBy: 'the account of a task says what it has yet to give back',
    at: 1,
    withinSeeds: 200,
  },
  {
    name: 'the state of a task is stored without looking at its facts',
    file: 'shared/stores/refund-task-store.ts',
    from: 'const state = stateOf(facts);',
    to: "const state = { name: 'reported' } as const;",
    caughtBy: 'a stored state is the one that follows from its facts',
    at: 1,
    withinSeeds: 200,
  },
  ...deadLetterBugs,
  ...laneBugs,
  ...providerBugs,
  ...ecomBugs,
];
