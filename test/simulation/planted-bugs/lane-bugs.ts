import type { PlantedBug } from './bugs.ts';

const oneSale = 'a case has exactly one completed refund sale, or none where somebody else made it';

/** Bugs on the way into Retail. */
export const laneBugs: readonly PlantedBug[] = [
  {
    name: 'a draft is registered over the one that is registered',
    file: 'shared/stores/stock-effect-store.ts',
    from: 'if (alongside.length === 0) await table.put(row, condition);',
    to: 'if (alongside.length === 0) await table.put(row);',
    caughtBy: oneSale,
    world: 'lane',
    at: 5,
    withinSeeds: 100,
  },
  {
    name: 'a sale is noted as completed before it is',
    file: 'functions/apply-inventory/complete-sale.ts',
    from: '  await run.pace.spend(costOfCompletion, () => run.retail.completeSale(registered.saleId, payment));\n',
    to: '  await noteCompletion(run, sale);\n  await run.pace.spend(costOfCompletion, () => run.retail.completeSale(registered.saleId, payment));\n',
    caughtBy: oneSale,
    world: 'lane',
    at: 18,
    withinSeeds: 100,
  },
  {
    name: 'a correction writes the level that it found',
    file: 'functions/apply-inventory/begin-correction.ts',
    from: 'to: from + facts.change',
    to: 'to: from',
    caughtBy: 'everything comes to rest',
    world: 'lane',
    at: 1,
    withinSeeds: 100,
  },
];
