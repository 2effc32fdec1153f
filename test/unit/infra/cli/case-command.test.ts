import { beforeEach, describe, expect, it } from 'vitest';
import { caseCommand } from '../../../../infra/cli/case-command.ts';
import type { CommandContext } from '../../../../infra/cli/command-context.ts';
import { CommandFailure } from '../../../../infra/cli/command-failure.ts';
import { recordObservedOrder } from '../../../../shared/acceptance/record-observed-order.ts';
import type { ObservedOrder } from '../../../../shared/domain/observed-order.ts';
import { auditOfCase } from '../../../../shared/stores/audit-store.ts';
import { type ApiWorld, apiWorld } from '../../../support/api/api-world.ts';
import { declaredAnswers } from '../../../support/api/declared-answers.ts';
import { cancellation, copyCandidate } from '../../../support/copied-orders.ts';
import { anObservedCreditNote, anObservedOrder } from '../../../support/observed-orders.ts';
import { anOrder, id } from '../../../support/orders.ts';

let world: ApiWorld;
let printed: { text: string; value: unknown }[];

const declared = declaredAnswers();

/** The command line against every endpoint of the API, by whoever the token names. */
const contextOf = (token: string): CommandContext => ({
  connection: () => ({
    url: 'http://avoir.example',
    token,
    http: {
      async send({ method, url, headers = {}, body }) {
        const { pathname, searchParams } = new URL(url);
        const route = (await declared).routeOf(method, pathname);
        const given = pathname.split('/').map(decodeURIComponent);
        const names = route.slice(`${method} `.length).split('/');
        const path = Object.fromEntries(
          names.flatMap((name, index) => (name.startsWith('{') ? [[name.slice(1, -1), given[index] ?? '']] : [])),
        );
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

describe('avoir case say-provider', () => {
  /** A refund by a method that the settings do not know. */
  const unmapped = () =>
    world.credit(
      { creditNoteId: 'CN-9', orderNumber: 'ORD00900' },
      {
        orderNumber: 'ORD00900',
        payments: [{ kind: 'provider', method: 'mystery', amountMinor: 2500, paidAt: '2026-11-02T15:00:00.000Z' }],
      },
    );

  it('is asked for by the case, and answered once for the method', async () => {
    await unmapped();
    const text = await run('CN-9');
    expect(text).toContain('Nobody said yet who refunds this payment method (mystery).');
    expect(text).toContain('avoir case say-provider CN-9~1 --portal PROVIDER/ACCOUNT');
    expect(await run('say-provider', 'CN-9~1', '--portal', 'paypal/main')).toBe(
      'CN-9~1: it is refunded in the portal of paypal (main).',
    );
    const after = await run('CN-9');
    expect(after).toMatch(/CN-9~1\s+awaiting_refund\s+paypal/);
    expect(after).not.toContain('say-provider');
  });

  it.each([
    ['nobody is named', ['CN-9~1']],
    ['two are named', ['CN-9~1', '--portal', 'paypal/main', '--app', 'paypal/main']],
    ['the case has no such refund', ['CN-9~7', '--by-hand']],
    ['it is no refund of a case', ['CN-9', '--by-hand']],
    ['the shop has no such account', ['CN-9~1', '--portal', 'stripe/elsewhere']],
    ['it is known who gives it back', ['CN-1~1', '--app', 'paypal/main']],
  ])('is wrong usage where %s', async (_, typed) => {
    await unmapped();
    expect(await codeOf(['say-provider', ...typed])).toBe(2);
  });
});

describe('avoir case settle', () => {
  const differenceId = 'case~INV00038~credit_note_not_allowed';

  it('ends a difference as it may end, with who said so', async () => {
    const lines = [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }];
    await record({ creditNotes: [anObservedCreditNote({ totalMinor: 3000, lines })] });
    expect(await run('INV00038')).toContain(`Settle it: avoir case settle ${differenceId} ENDING`);
    expect(await run('settle', differenceId, 'test_order', '--note', 'by the shop itself')).toBe(
      `${differenceId} is settled: test_order.`,
    );
    expect(await run('INV00038')).not.toContain('Settle it:');
    expect(await auditOfCase(world.table, world.shopId, id.refundCase('INV00038'))).toMatchObject([
      { action: 'difference_settled', by: 'anna', details: { ending: 'test_order', note: 'by the shop itself' } },
    ]);
  });

  it('is wrong usage for an ending that it may not have, and for what is no difference of a case', async () => {
    const lines = [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }];
    await record({ creditNotes: [anObservedCreditNote({ totalMinor: 3000, lines })] });
    expect(await codeOf(['settle', differenceId, 'refunded_in_cash'])).toBe(2);
    expect(await codeOf(['settle', 'order~ORD00200~order_changed', 'test_order'])).toBe(2);
    expect(await codeOf(['settle', 'INV00038', 'test_order'])).toBe(2);
  });
});
