import { describe, expect, it } from 'vitest';
import { settleDifference } from '../../../../functions/record-decision/settle-difference.ts';
import { statementPeriodOf } from '../../../../shared/domain/statement-period.ts';
import type { Table } from '../../../../shared/ports/table.ts';
import { statementOfMonth } from '../../../../shared/statements/statement-of-month.ts';
import { decisionWorld, otherPayment } from '../../../support/decision-world.ts';
import { aProviderRefund } from '../../../support/provider-world.ts';

const daySeconds = 24 * 3600;

type World = Awaited<ReturnType<typeof decisionWorld>>;

async function statement({ table, clock, shop }: World, month: string, asOf?: string) {
  const now = clock.now();
  const period = statementPeriodOf(month, asOf, { now, timeZone: shop.timeZone });
  if (typeof period === 'string') throw new Error(period);
  const { currency, shopId } = shop;
  return statementOfMonth(table, { shopId, currency, now }, period);
}

const daysLater = ({ clock }: World, days: number) => clock.advance(days * daySeconds * 1000);

describe('the statement of a month', () => {
  it('shows a refund as issued, and as given back in the month in which its provider showed it', async () => {
    const world = await decisionWorld();
    daysLater(world, 20);
    await world.say({ refunds: [aProviderRefund({ createdAt: world.clock.now() })] });
    expect((await statement(world, '2026-11')).accounts).toMatchObject([
      {
        provider: 'paypal',
        currency: 'EUR',
        openAtStart: { amountMinor: 0 },
        totals: [{ kind: 'issued', amountMinor: 1000 }],
        openRefundsAtEnd: [{ taskId: 'CN-1~1', orderNumber: 'ORD00123', amountMinor: 1000 }],
      },
    ]);
    expect((await statement(world, '2026-12')).accounts).toMatchObject([
      {
        openAtStart: { count: 1, amountMinor: 1000 },
        totals: [{ kind: 'refunded', amountMinor: -1000 }],
        openAtEnd: { count: 0, amountMinor: 0 },
        openRefundsAtEnd: [],
      },
    ]);
  });

  it('says the same for ever once it is final, whatever happens afterwards', async () => {
    const world = await decisionWorld();
    daysLater(world, 3);
    const asOf = '2026-11-14';
    expect(await statement(world, '2026-11', asOf)).toMatchObject({ isFinal: true });
    const first = await statement(world, '2026-11', asOf);
    await world.decide({ kind: 'close', ending: 'refunded_by_transfer' });
    daysLater(world, 30);
    await world.decide({ kind: 'reopen' });
    daysLater(world, 30);
    await world.say({ refunds: [aProviderRefund()] });
    expect(await statement(world, '2026-11', asOf)).toEqual(first);
  });

  it('lists how what was not refunded ended', async () => {
    const world = await decisionWorld();
    await world.decide({ kind: 'close', ending: 'store_credit_given' });
    expect((await statement(world, '2026-11')).accounts).toMatchObject([
      {
        totals: [{ kind: 'issued' }, { kind: 'store_credit_given', count: 1, amountMinor: -1000 }],
        openAtEnd: { count: 0, amountMinor: 0 },
      },
    ]);
  });

  it('shows the differences by reason, with what was written off', async () => {
    const world = await decisionWorld();
    await world.say({ refunds: [aProviderRefund()] });
    world.clock.advance(1000);
    await world.say({ refunds: [aProviderRefund({ refundId: 'RF-2' })] });
    daysLater(world, 3);
    await world.lookAtRefund(aProviderRefund({ refundId: 'RF-2' }));
    const open = await world.difference();
    if (open === undefined) throw new Error('The second refund is no difference.');
    const raised = { reason: 'duplicate_refund', openAtEnd: { count: 1, amountMinor: 1000 } };
    expect((await statement(world, '2026-11')).accounts).toMatchObject([{ differences: [raised] }]);
    const said = { differenceId: open.differenceId, ending: 'written_off' } as const;
    await settleDifference(world, world.decider('anna', '1'), said);
    expect((await statement(world, '2026-11')).accounts).toMatchObject([
      {
        provider: 'paypal',
        differences: [
          {
            totals: [
              { kind: 'raised', count: 1, amountMinor: 1000 },
              { kind: 'written_off', count: -1, amountMinor: -1000 },
            ],
            openAtEnd: { count: 0, amountMinor: 0 },
          },
        ],
      },
    ]);
    // As of the day before, it was still to be decided.
    daysLater(world, 1);
    await world.decide({ kind: 'close', ending: 'exchanged' });
    expect((await statement(world, '2026-11', '2026-11-14')).accounts).toMatchObject([{ differences: [] }]);
  });

  it('holds every refund once, also one that is closed or put back while it is read', async () => {
    const world = await decisionWorld();
    for (const number of [2, 3, 4, 5, 6]) {
      const orderNumber = `ORD0010${number}`;
      await world.credit({ creditNoteId: `CN-${number}`, orderNumber }, { orderNumber, payments: otherPayment });
    }
    const openAtEnd = { count: 6, amountMinor: 6000 };
    expect((await statement(world, '2026-11')).accounts).toMatchObject([{ openAtEnd }]);
    for (const decision of [{ kind: 'close', ending: 'exchanged' }, { kind: 'reopen' }] as const) {
      daysLater(world, 1);
      const meanwhile = once(() => world.decide(decision));
      const table = { ...world.table, queryIndex: afterwards(world.table.queryIndex, meanwhile) };
      // As of the days before, in which it was open and then closed.
      const wasOpen = decision.kind === 'close';
      const asOf = wasOpen ? '2026-11-12' : '2026-11-13';
      const [account] = (await statement({ ...world, table }, '2026-11', asOf)).accounts;
      expect(account?.openAtEnd).toEqual(wasOpen ? openAtEnd : { count: 5, amountMinor: 5000 });
      expect(account?.entries.filter(({ taskId }) => taskId === 'CN-1~1')).toHaveLength(wasOpen ? 1 : 2);
    }
  });
});

/** Does something the first time that it is called. */
function once(act: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await act();
  };
}

/** A query that something happens after. */
const afterwards =
  (query: Table['queryIndex'], act: () => Promise<void>): Table['queryIndex'] =>
  async (...asked) => {
    const page = await query(...asked);
    await act();
    return page;
  };
