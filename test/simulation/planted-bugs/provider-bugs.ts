import type { PlantedBug } from './bugs.ts';

const oneRow = 'each refund of the provider is one row, and stands as it does there';

/** Bugs between a provider's words and the tasks that they settle. */
export const providerBugs: readonly PlantedBug[] = [
  {
    name: 'whatever a provider says last is how a refund stands',
    file: 'shared/domain/provider-refund.ts',
    from: 'const [earlier, later] = isLater(a, b) ? [b, a] : [a, b];',
    to: 'const [earlier, later] = [a, b];',
    caughtBy: 'no refund goes back to how it stood before',
    world: 'providers',
    at: 3,
    withinSeeds: 200,
  },
  {
    name: 'each channel has a refund of its own',
    file: 'shared/reconciliation/record-provider-facts.ts',
    from: 'await keep(() => writeIfOther(table, word, refund));',
    to: "await keep(() => writeIfOther(table, word, { ...refund, refundId: [word.channel, refund.refundId].join('-') }));",
    caughtBy: oneRow,
    world: 'providers',
    at: 1,
    withinSeeds: 200,
  },
  {
    name: 'how far an account was listed moves on before its refunds are kept',
    file: 'shared/reconciliation/ask-for-refunds.ts',
    from: '  await askForRefundsOf(dependencies, { shopId, provider, account, question: window });\n',
    to: '  await savePolledSpan(table, shopId, { provider, account }, seenAfter(known, window, list.lagSeconds));\n  await askForRefundsOf(dependencies, { shopId, provider, account, question: window });\n',
    caughtBy: oneRow,
    world: 'providers',
    at: 37,
    withinSeeds: 800,
  },
  {
    name: 'a pair that a person rejected is matched again',
    file: 'shared/reconciliation/reconcile-around.ts',
    from: '    rejected: decidedAgainst,',
    to: '    rejected: [],',
    caughtBy: 'the machine never overrules a person',
    world: 'providers',
    at: 7,
    withinSeeds: 200,
  },
  {
    name: 'a second refund does not say which the first one was',
    file: 'shared/domain/matching/money-findings.ts',
    from: '...(first !== undefined && { firstRefundId: first })',
    to: '',
    caughtBy: 'a second refund is a difference that names both',
    world: 'providers',
    at: 16,
    withinSeeds: 200,
  },
  {
    name: 'a refund is written over what was said of it meanwhile',
    file: 'shared/stores/provider-refund-store.ts',
    from: "    condition: known === undefined ? { kind: 'absent' } : { kind: 'version_equals', version: known.version },",
    to: '',
    caughtBy: 'what a task takes of a refund is what the refund gives it',
    world: 'providers',
    at: 165,
    withinSeeds: 400,
  },
];
