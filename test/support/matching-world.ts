import { fc } from '@fast-check/vitest';
import { recordMatchDecision } from '../../functions/record-decision/decide-on-match.ts';
import { recordTaskDecision } from '../../functions/record-decision/decide-on-task.ts';
import type { MatchDecision } from '../../shared/domain/match-decision.ts';
import { identityOf, type ProviderRefund } from '../../shared/domain/provider-refund.ts';
import { TableUnavailableError } from '../../shared/ports/table.ts';
import { type ProviderChannel, providerChannels } from '../../shared/stores/provider-refund-store.ts';
import type { SimulatedTable } from '../simulation/world/simulated-table.ts';
import { aShop, id } from './orders.ts';
import { aProviderRefund, providerWorld } from './provider-world.ts';

const orders = [1, 2, 3] as const;
const amounts = [1000, 500] as const;
const statuses = ['pending', 'done', 'returned'] as const;

/** One thing that happens; it may happen again, late, and in any order with the others. */
export type Happening =
  | Readonly<{ kind: 'credit'; order: number }>
  | Readonly<{
      kind: 'refund';
      order: number;
      amountMinor: number;
      number: number;
      status: number;
      channel: ProviderChannel;
    }>
  | Readonly<{ kind: 'look'; order: number }>
  | Readonly<{ kind: 'judge'; order: number; number: number; decision: MatchDecision }>
  | Readonly<{ kind: 'close' | 'reopen'; order: number }>
  | Readonly<{ kind: 'wait' }>;

const order = fc.constantFrom(...orders);
const number = fc.constantFrom(1, 2);
/** A credit note of 10.00 on one of three orders. */
export const aCredit = fc.record({ kind: fc.constant('credit' as const), order });
/** A provider tells of one of two refunds of an order, of one amount or another, by one of its channels. */
export const aRefund = fc.record({
  kind: fc.constant('refund' as const),
  order,
  amountMinor: fc.constantFrom(...amounts),
  number,
  status: fc.nat(statuses.length - 1),
  channel: fc.constantFrom(...providerChannels),
});
/** The task of an order is looked at. */
export const aLook = fc.record({ kind: fc.constant('look' as const), order });
/** A person judges the pair of an order’s task with one of its refunds. */
export const aJudgement = fc.record({
  kind: fc.constant('judge' as const),
  order,
  number,
  decision: fc.constantFrom<MatchDecision>('confirm', 'reject', 'revoke'),
});
/** A person closes the task of an order otherwise, or opens it again. */
export const aClosing = fc.record({ kind: fc.constantFrom('close' as const, 'reopen' as const), order });
/** An hour passes. */
export const aWait = fc.record({ kind: fc.constant('wait' as const) });

/** The refund of an order by its number; its amount is one for ever, its status goes on. */
const refundOf = ({
  order: of,
  amountMinor,
  number: which,
  status,
}: Extract<Happening, { kind: 'refund' }>): ProviderRefund =>
  aProviderRefund({
    refundId: `RF-${of}-${amountMinor}-${which}`,
    paymentId: `CAP-${of}`,
    amountMinor,
    status: statuses[status] ?? 'done',
    statusAt: `2026-11-12T1${status}:00:00.000Z`,
  });

const paid = (of: number) => [
  {
    kind: 'provider',
    provider: 'paypal',
    account: 'main',
    providerPaymentId: `CAP-${of}`,
    amountMinor: 2500,
    paidAt: '2026-11-02T15:00:00.000Z',
  },
];

/** Loses the answer to a write, or the write itself, where it was told to. */
function losingTable() {
  let lost: Readonly<{ at: number; isDone: boolean }> | undefined;
  let count = 0;
  async function write(effect: () => Promise<void>): Promise<void> {
    count += 1;
    if (lost?.at !== count) return effect();
    if (lost.isDone) await effect();
    throw new TableUnavailableError('The table did not answer.');
  }
  return {
    lose(next: typeof lost) {
      lost = next;
      count = 0;
    },
    through: (table: SimulatedTable): SimulatedTable => ({
      ...table,
      put: (row, condition) => write(() => table.put(row, condition)),
      update: (update) => write(() => table.update(update)),
      transact: (writes) => write(() => table.transact(writes)),
    }),
  };
}

/** Tasks and refunds to which anything may happen, while a write is lost where the happening says so. */
export function matchingWorld() {
  const losing = losingTable();
  const providers = providerWorld({}, losing.through);
  const { table, clock, shopId } = providers;
  const shop = { ...aShop(), shopId };
  const credited = new Set<number>();
  const said = new Map<string, ProviderRefund>();
  const decider = { shop, by: 'anna', isAdmin: false, seen: '*' };

  async function happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'credit':
        if (credited.has(happening.order)) return;
        credited.add(happening.order);
        await providers.credit(
          { creditNoteId: `CN-${happening.order}`, orderNumber: `ORD${happening.order}` },
          { orderNumber: `ORD${happening.order}`, payments: paid(happening.order) },
        );
        return;
      case 'refund': {
        const told = refundOf(happening);
        said.set(identityOf(told), told);
        await providers.say({ refunds: [told] }, happening.channel);
        return;
      }
      case 'look':
        if (credited.has(happening.order)) await providers.look(`CN-${happening.order}`);
        return;
      case 'judge': {
        const name = identityOf(aProviderRefund({ refundId: `RF-${happening.order}-1000-${happening.number}` }));
        const matchId = id.match(`CN-${happening.order}~1~${name}`);
        await recordMatchDecision({ table, clock }, decider, { matchId, decision: happening.decision, reason: 'so' });
        return;
      }
      case 'close':
      case 'reopen': {
        const taskId = id.task(`CN-${happening.order}~1`);
        const decision =
          happening.kind === 'close'
            ? ({ kind: 'close', ending: 'exchanged' } as const)
            : ({ kind: 'reopen' } as const);
        await recordTaskDecision({ table, clock }, decider, taskId, decision);
        return;
      }
      case 'wait':
        clock.advance(3_600_000);
    }
  }

  /** It happens while one write is lost, and again as whoever asked does who got no answer. */
  async function happenLosing(happening: Happening, lost: Readonly<{ at: number; isDone: boolean }>): Promise<void> {
    losing.lose(happening.kind === 'credit' ? undefined : lost);
    try {
      await happen(happening);
    } catch (error) {
      if (!(error instanceof TableUnavailableError)) throw error;
      losing.lose(undefined);
      await happen(happening);
    }
    losing.lose(undefined);
  }

  /** Everything is looked at until nothing changes any more. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      for (const of of credited) await providers.look(`CN-${of}`);
      for (const told of said.values()) await providers.lookAtRefund(told);
    }
  }

  return { ...providers, happen, happenLosing, settle };
}
