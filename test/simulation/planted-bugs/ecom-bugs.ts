import type { PlantedBug } from './bugs.ts';

const oneCase = 'each credit note and each cancellation in eCom has exactly one case';

const sameState = 'a shop ends in the same state whatever became of its webhooks';

/** Bugs on the way from eCom to a case. */
export const ecomBugs: readonly PlantedBug[] = [
  {
    name: 'the watermark is moved as if the time of the shop were UTC',
    file: 'functions/sweep-ecom-orders/look-through.ts',
    from: 'watermark: next === undefined ? position.until : progress.watermark,',
    to: 'watermark: next === undefined ? secondsAfter(position.until, 7_200) : progress.watermark,',
    caughtBy: oneCase,
    world: 'ecom',
    at: 4,
    withinSeeds: 100,
  },
  {
    name: 'a change in the second of a reading is taken for seen',
    file: 'shared/stores/ecom-order-store.ts',
    from: 'return begunAt === undefined || compareInstants(changed, begunAt) < 0;',
    to: 'return true;',
    caughtBy: oneCase,
    world: 'ecom',
    at: 4,
    withinSeeds: 800,
  },
  {
    name: 'an older reading is recorded over a newer one',
    file: 'shared/acceptance/record-observed-order.ts',
    from: 'if (known !== undefined && compareInstants(known.fetchedAt, observed.fetchedAt) >= 0) return undefined;',
    to: '',
    caughtBy: 'a reading never takes the place of a newer one',
    world: 'ecom',
    at: 4,
    withinSeeds: 800,
  },
  {
    name: 'history opens its cases',
    file: 'shared/domain/record-fact.ts',
    from: "  if (ground.isHistory) return 'history';\n",
    to: '',
    caughtBy: 'what was made before Avoir watched is history',
    world: 'ecom',
    at: 2,
    withinSeeds: 100,
  },
  {
    name: 'a credit note that is set paid is another one',
    file: 'shared/acceptance/record-observed-order.ts',
    from: 'caseId: caseOfCreditNote(note.creditNoteId), version',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the text of the code.
    to: 'caseId: caseOfCreditNote(`${note.creditNoteId}${status === "paid" ? "-paid" : ""}`), version',
    caughtBy: oneCase,
    world: 'ecom',
    at: 2,
    withinSeeds: 100,
  },
  {
    name: 'a credit note that was deleted keeps its case',
    file: 'shared/domain/record-reading.ts',
    from: "known.standing !== 'withdrawn' && !present.has(known.caseId);",
    to: 'false;',
    caughtBy: sameState,
    world: 'ecom',
    at: 4,
    withinSeeds: 100,
  },
  {
    name: 'a copy is taken for a cancellation without asking',
    file: 'shared/domain/record-fact.ts',
    from: "? 'copy_suspected' : 'open';",
    to: "? 'open' : 'open';",
    caughtBy: 'what waits for a person waits until it is answered',
    world: 'ecom',
    at: 8,
    withinSeeds: 100,
  },
  {
    name: 'a shop that only watches writes into Retail',
    file: 'shared/domain/effects-of-plan.ts',
    from: "return watchMode ? 'nobody' : 'avoir';",
    to: "return 'avoir';",
    caughtBy: 'in watch mode nobody is asked to write anything',
    world: 'ecom',
    at: 6,
    withinSeeds: 100,
  },
];
