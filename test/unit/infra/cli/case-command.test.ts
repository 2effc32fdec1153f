import { beforeEach, describe, expect, it } from 'vitest';
import { caseCommand } from '../../../../infra/cli/case-command.ts';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import { CommandFailure } from '../../../../infra/cli/command-failure.ts';
import { recordObservedOrder } from '../../../../shared/acceptance/record-observed-order.ts';
import type { ObservedOrder } from '../../../../shared/domain/observed-order.ts';
import { auditOfCase } from '../../../../shared/stores/audit-store.ts';
import { type ApiWorld, apiWorld } from '../../../support/api/api-world.ts';
import { cancellation, copyCandidate } from '../../../support/copied-orders.ts';
import { anObservedCreditNote, anObservedOrder } from '../../../support/observed-orders.ts';
import { anOrder, id } from '../../../support/orders.ts';

let world: ApiWorld;
let printed: { text: string; value: unknown }[];

/** The command line against every endpoint of the API, by whoever the token names. */
const contextOf = (token: string): CommandContext => ({
  connection: () => ({
    url: 'http://avoir.example',
    token,
    http: {
      async send({ method, url, headers = {}, body }) {
        const { pathname, searchParams } = new URL(url);
        const [shopId = '', caseId, button] = pathname
          .split('/')
          .slice(2)
          .filter((part) => part !== 'cases');
        const route = `${method} /shops/{shopId}/cases${caseId ? '/{caseId}' : ''}${button ? `/${button}` : ''}`;
        const path = { shopId, ...(caseId && { caseId: decodeURIComponent(caseId) }) };
        const sent = { path, query: Object.fromEntries(searchParams), headers, by: token };
        const answer = await world.call(route, body === undefined ? sent : { ...sent, text: body });
        return { status: answer.status, headers: {}, body: JSON.stringify(answer.body) };
      },
    },
  }),
  print: (result) => printed.push(result),
  exitWith: () => undefined,
});
const run = async (...typed: string[]): Promise<string> => {
  await caseCommand(contextOf('anna')).parseAsync(typed, { from: 'user' });
  return printed.at(-1)?.text ?? '';
};
const codeOf = (typed: string[], token = 'anna') =>
  caseCommand(contextOf(token))
    .parseAsync(typed, { from: 'user' })
    .then(
      () => 0,
      (error: unknown) => (error instanceof CommandFailure ? error.exitCode : error),
    );

const cancelCase = 'cancellation:ORD00200';
const record = (changes: Partial<ObservedOrder>) => {
  const observed = anObservedOrder({ order: anOrder({ orderNumber: 'ORD00200' }), ...changes });
  const { shopId, shop, table, clock } = world;
  return recordObservedOrder({ table, clock }, { shopId, shop, observed, source: 'webhook' });
};

beforeEach(async () => {
  world = await apiWorld();
  printed = [];
});

describe('avoir case', () => {
  it('shows what a case asks, both orders side by side, and what each answer leads to', async () => {
    await record({ cancellation, copyCandidates: [copyCandidate] });
    const text = await run(cancelCase);
    expect(text).toContain('Was order ORD00200 replaced by its cheaper copy ORD00124?');
    expect(text).toMatch(/shipping\s+€5\.00\s+€2\.00/);
    expect(text).toMatch(/copy\s+Only the difference goes back: €3\.00 to refund in the portal of PayPal/);
    expect(text).toContain('Answer it: avoir case answer cancellation:ORD00200 copy|real_cancellation');
  });

  it('lists those that wait, and none once they are answered', async () => {
    await record({ cancellation, copyCandidates: [copyCandidate] });
    expect(await run('--waiting')).toMatch(/cancellation:ORD00200\s+ORD00200\s+25\.00 EUR\s+copy suspected/);
    await run('answer', cancelCase, 'real_cancellation');
    expect(await run('--waiting')).toBe('No case waits for an answer.');
  });

  it('asks nothing of a case that waits for nobody', async () => {
    expect(await run('CN-1')).not.toContain('answer');
    expect(await codeOf([])).toBe(2);
    expect(await codeOf(['NONE'])).toBe(2);
  });
});

describe('avoir case answer', () => {
  it('answers, says what follows, and answers the same when it is typed again', async () => {
    await record({ cancellation, copyCandidates: [copyCandidate] });
    expect(await run('answer', cancelCase, 'copy')).toBe(
      `${cancelCase} is answered: copy.\nOnly the difference goes back: €3.00 to refund in the portal of PayPal; the stock stays as it is; the other €22.00 of the payment count for ORD00124 from then on.`,
    );
    expect(await run('answer', cancelCase, 'copy', '--json')).toBe(`${cancelCase} was answered so before: copy.`);
    expect(printed.at(-1)?.value).toMatchObject({ caseId: cancelCase, answer: 'copy', totalMinor: 300 });
    expect(await auditOfCase(world.table, world.shopId, id.refundCase(cancelCase))).toMatchObject([
      { action: 'case_answered', by: 'anna', details: { answer: 'copy' } },
    ]);
  });

  it('says why the rules object, and takes the answer to that', async () => {
    const lines = [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }];
    await record({ creditNotes: [anObservedCreditNote({ totalMinor: 3000, lines })] });
    expect(await run('INV00038')).toContain('- More articles than can still be credited.');
    expect(await run('answer', 'INV00038', 'record_only')).toContain('No money goes back; the stock stays as it is');
  });

  it('is refused with 2 where the case does not wait for it, and with 3 where it changed since it was seen', async () => {
    await record({ cancellation, copyCandidates: [copyCandidate] });
    expect(await codeOf(['answer', cancelCase, 'let_pass'])).toBe(2);
    expect(await codeOf(['answer', 'NONE', 'copy'])).toBe(2);
    expect(await codeOf(['answer', cancelCase, 'copy', '--seen', 'of-yesterday'])).toBe(3);
    expect(await codeOf(['answer', cancelCase, 'copy'], 'viewer')).toBe(3);
    expect(await codeOf(['answer', cancelCase, 'copy', '--shop', 'elsewhere'])).toBe(2);
    expect((await world.table.rows()).filter(({ pk }) => pk === 'AUDIT#demo')).toEqual([]);
  });
});
