/** One mistake that somebody could make: `from` occurs once in the file and becomes `to`; the promise that then breaks. */
export type PlantedBug = Readonly<{
  name: string;
  file: string;
  from: string;
  to: string;
  caughtBy: string;
  /** It is found at the latest by this seed, counted from 1. */
  withinSeeds: number;
}>;

const oneTask = 'there is exactly one task per case and payment, for the amount of the plan';
const comesToRest = 'everything comes to rest';
const onceALife = 'a dead letter goes back once for each of its lives';

/** The bugs that the simulation must find, from the plain to the subtle. Data alone: production code knows nothing of them. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'the case is written over another one',
    file: 'shared/stores/refund-case-store.ts',
    from: "    condition: { kind: 'absent' },",
    to: '',
    caughtBy: 'whoever is answered is told the plan that is stored',
    withinSeeds: 2_000,
  },
  {
    name: 'the ledger is replaced without looking at its version',
    file: 'shared/stores/order-store.ts',
    from: "    condition: previous === 0 ? { kind: 'absent' } : { kind: 'version_equals', version: previous },",
    to: '',
    caughtBy: 'the ledger is the sum of its cases',
    withinSeeds: 300,
  },
  {
    name: 'a lost race is taken for success',
    file: 'shared/stores/refund-case-store.ts',
    from: "if (error instanceof TransactionRefusedError) return 'lost_race';",
    to: "if (error instanceof TransactionRefusedError) return 'opened';",
    caughtBy: 'every accepted request has its case, and there is no other case',
    withinSeeds: 200,
  },
  {
    name: 'an id is answered with whatever it was used for before',
    file: 'shared/acceptance/accept-refund-case.ts',
    from: 'known.contentHash !== contentHash',
    to: 'false',
    caughtBy: 'whoever is accepted was understood as he asked',
    withinSeeds: 300,
  },
  {
    name: 'what the caller says twice is decided twice',
    file: 'shared/acceptance/accept-refund-case.ts',
    from: '  if (known) {',
    to: '  if (known && snapshot === undefined) {',
    caughtBy: comesToRest,
    withinSeeds: 200,
  },
  {
    name: 'pieces are not taken out of the line that they belong to',
    file: 'shared/domain/order-ledger.ts',
    from: 'quantity: before.quantity + quantity, amountMinor: before.amountMinor + amountMinor',
    to: 'quantity: before.quantity, amountMinor: before.amountMinor + amountMinor',
    caughtBy: 'no more pieces come back than were bought',
    withinSeeds: 300,
  },
  {
    name: 'a payment forgets what it gave back before',
    file: 'shared/domain/order-ledger.ts',
    from: '(payments[paymentNumber] ?? 0) + amountMinor',
    to: 'amountMinor',
    caughtBy: 'the ledger is the sum of its cases',
    withinSeeds: 300,
  },
  {
    name: 'a payment gives back what it never got',
    file: 'shared/domain/payment-allocation.ts',
    from: 'Math.min(uncoveredMinor, carriedMinorOf(order, ledger, paymentNumber))',
    to: 'uncoveredMinor',
    caughtBy: 'no payment gives back more than was captured of it',
    withinSeeds: 300,
  },
  {
    name: 'money is divided as a float',
    file: 'shared/domain/credit-note.ts',
    from: 'shareOf(remaining.amountMinor, quantity, remaining.quantity)',
    to: '(remaining.amountMinor * quantity) / remaining.quantity',
    caughtBy: comesToRest,
    withinSeeds: 1_000,
  },
  {
    name: 'a cancellation forgets the shipping',
    file: 'shared/domain/cancellation.ts',
    from: 'const shippingMinor = value.shippingMinor - ledger.shippingMinor;',
    to: 'const shippingMinor = 0;',
    caughtBy: 'a cancellation leaves nothing of its order',
    withinSeeds: 100,
  },
  {
    name: 'the event id is made anew by the clock',
    file: 'shared/stores/refund-case-store.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    from: 'eventId: `refund-case-opened/${shopId}/${caseId}`',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    to: 'eventId: `refund-case-opened/${shopId}/${caseId}/${openedAt}`',
    caughtBy: 'each case has one event, under one id however often it was published',
    withinSeeds: 10,
  },
  {
    name: 'the stream goes on behind what the bus refused',
    file: 'functions/publish-outbox/publish-outbox.ts',
    from: 'return firstRefused?.sequenceNumber ?? unreadable;',
    to: 'return unreadable;',
    caughtBy: oneTask,
    withinSeeds: 500,
  },
  {
    name: 'a bus that says nothing is believed',
    file: 'functions/publish-outbox/publish-outbox.ts',
    from: 'const results = await bus.publish(pending.map(({ event }) => event));',
    to: 'const results = await bus.publish(pending.map(({ event }) => event)).catch(() => pending.map(() => ({ published: true })));',
    caughtBy: oneTask,
    withinSeeds: 200,
  },
  {
    name: 'a record that failed is acknowledged',
    file: 'shared/lambda/record-acknowledging.ts',
    from: '      throw error;\n',
    to: '',
    caughtBy: oneTask,
    withinSeeds: 200,
  },
  {
    name: 'the key of a task has no payment in it',
    file: 'shared/stores/keys.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    from: "sk: `TASK#${String(paymentNumber).padStart(3, '0')}`",
    to: "sk: 'TASK#001'",
    caughtBy: oneTask,
    withinSeeds: 50,
  },
  {
    name: 'only the first payment of a case becomes a task',
    file: 'functions/open-refund-tasks/open-refund-tasks.ts',
    from: 'data.payments.filter(needsTask)',
    to: 'data.payments.filter(needsTask).slice(0, 1)',
    caughtBy: oneTask,
    withinSeeds: 50,
  },
  {
    name: 'a task is opened over the one that is there',
    file: 'shared/stores/refund-task-store.ts',
    from: "await table.put(row, { kind: 'absent' });",
    to: 'await table.put(row);',
    caughtBy: 'no version ever goes back',
    withinSeeds: 500,
  },
  {
    name: 'a dead letter is claimed whoever has it',
    file: 'shared/stores/dead-letter-replaying.ts',
    from: 'set: next, condition: unchanged(letter) });',
    to: 'set: next });',
    caughtBy: onceALife,
    withinSeeds: 2_000,
  },
  {
    name: 'a letter that another replay is sending is taken over',
    file: 'shared/domain/dead-letter.ts',
    from: 'if (claim === undefined || claim.replayId === mark.replayId) return false;',
    to: 'return false;',
    caughtBy: onceALife,
    withinSeeds: 2_000,
  },
  {
    name: 'a dead message is written over its letter',
    file: 'shared/stores/dead-letter-store.ts',
    from: "...placeInList(letter) }, { kind: 'absent' });",
    to: '...placeInList(letter) });',
    caughtBy: 'no version ever goes back',
    withinSeeds: 2_000,
  },
  {
    name: 'a message that dies twice opens its letter twice',
    file: 'shared/stores/dead-letter-store.ts',
    from: 'if (letter.messageIds.includes(died.messageId)) return letter;',
    to: '',
    caughtBy: 'a message opens its letter once',
    withinSeeds: 2_000,
  },
  {
    name: 'a letter that comes back is not put into the list again',
    file: 'shared/stores/dead-letter-store.ts',
    from: 'set: { ...next, ...placeInList(letter) }',
    to: 'set: next',
    caughtBy: 'every dead letter goes back in the end',
    withinSeeds: 2_000,
  },
  {
    name: 'a letter that went back stays in the list',
    file: 'shared/stores/dead-letter-replaying.ts',
    from: "remove: ['claim', 'workKey', 'workOrder'],",
    to: "remove: ['claim'],",
    caughtBy: comesToRest,
    withinSeeds: 500,
  },
  {
    name: 'an event that the bus refused counts as sent',
    file: 'functions/replay-dead-letters/replay-letter.ts',
    from: '  if (result?.published) return undefined;',
    to: '  if (result !== undefined) return undefined;',
    caughtBy: oneTask,
    withinSeeds: 2_000,
  },
  {
    name: 'a replay whose queue says nothing counts its letter as sent',
    file: 'functions/replay-dead-letters/replay-letter.ts',
    from: '  await queues.get(queueName)?.queue.send([{ body: letter.body, attributes }]);',
    to: '  await queues.get(queueName)?.queue.send([{ body: letter.body, attributes }]).catch(() => undefined);',
    caughtBy: oneTask,
    withinSeeds: 2_000,
  },
];
