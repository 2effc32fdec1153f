import type { RetailAccountSettings } from '../../../infra/local/simulators/retail/account-settings.ts';
import type { RefundSaleEffect, RefundSaleFacts } from '../../../shared/domain/stock-effect.ts';
import { aRefundSale } from '../../support/effects.ts';
import { id } from '../../support/orders.ts';
import { article, retailConnection, type SimulatedRetail } from '../../support/simulated-retail.ts';

/** What waits for Retail, how many work on it at once, and what others do there meanwhile. */
export type LaneStory = Readonly<{
  name: string;
  effects: readonly RefundSaleEffect[];
  workers: number;
  account?: Partial<RetailAccountSettings>;
  before: (retail: SimulatedRetail) => void;
  meanwhile?: Readonly<{ beforeRequest: number; happens: (retail: SimulatedRetail) => void }>;
  /** What others do when all was done: before it is seen, or after. */
  afterwards?: Readonly<{ when: 'unseen' | 'seen'; happens: (retail: SimulatedRetail) => void }>;
}>;

const { accountId } = retailConnection;
const anEffect = (facts: Partial<RefundSaleFacts> = {}) => aRefundSale({ accountId, ...facts });
const before = ({ door }: SimulatedRetail) => door('items', { items: [article('MUG'), article('BOWL')] });

const on: LaneStory = { name: 'update inventory on', effects: [anEffect()], workers: 1, before };
const off: LaneStory = {
  name: 'update inventory off',
  effects: [anEffect({ updateInventory: false })],
  workers: 1,
  before,
};
const two: LaneStory = {
  name: 'two credit notes on one order at once',
  effects: [anEffect({ updateInventory: false }), anEffect({ caseId: id.refundCase('CN-2'), updateInventory: false })],
  workers: 2,
  before,
};
const taxOnTop: LaneStory = {
  ...on,
  name: 'tax on top of the prices',
  account: { isTaxInclusive: false, tax1Rate: '0.07', tax2Rate: '0.0815' },
};

/** Stories in which nobody but us is at work. */
export const ourStories: readonly LaneStory[] = [on, off, two, taxOnTop];

/** A till sale of the same article just before one of our requests. */
export const soldBefore = (beforeRequest: number): LaneStory => ({
  ...off,
  name: `a till sale before request ${beforeRequest}`,
  meanwhile: { beforeRequest, happens: ({ door }) => door('till-sales', { customSku: 'MUG', quantity: 2 }) },
});

function refundByLink({ door }: SimulatedRetail): void {
  const lines = [{ customSku: 'MUG', quantity: 1, unitPrice: '10.00' }];
  door('link-refunds', { orderNumber: 'ORD00123', lines, updateInventory: true });
}

/** Lightspeed's own link, which should be off, writes the same refund just before one of our requests. */
export const linkedBefore = (beforeRequest: number): LaneStory => ({
  ...on,
  name: `the link writes before request ${beforeRequest}`,
  meanwhile: { beforeRequest, happens: refundByLink },
});

/** The link writes the same refund when ours was done. */
export const linkedAfterwards = (when: 'unseen' | 'seen'): LaneStory => ({
  ...on,
  name: `the link writes when ours was done and ${when}`,
  afterwards: { when, happens: refundByLink },
});

/** Two workers at a story for one. */
export const atOnce = (story: LaneStory, workers: number): LaneStory => ({ ...story, workers });
