import type { ConfirmationNote } from './confirmation-notes.ts';
import type { CaseId, OrderLineId, OrderNumber, ShopId } from './ids.ts';

/** Who changes the stock of a case: Avoir, Lightspeed's own link, or (in watch mode) nobody yet. */
export const stockWriters = ['avoir', 'link', 'nobody'] as const;
export type StockWriter = (typeof stockWriters)[number];

/** Which effects of a lane go first: what happens today, or what an import or a backfill brought. */
export const lanePriorities = ['live', 'backlog'] as const;
export type LanePriority = (typeof lanePriorities)[number];

/** Units of one order line that go back to stock, and what was paid for them. */
export type ReturnedGoods = Readonly<{
  orderLineId: OrderLineId;
  sku: string;
  retailItemId?: string | undefined;
  quantity: number;
  amountMinor: number;
}>;

type CommonFacts = Readonly<{
  shopId: ShopId;
  caseId: CaseId;
  orderNumber: OrderNumber;
  /** The Retail account, whose lane the effect waits in, and the shop of that account whose stock it changes. */
  accountId: string;
  retailShopId: string;
  priority: LanePriority;
  openedAt: string;
}>;

/**
 * The one refund sale of a case: it brings the goods back and is the customer's credit in Retail. Where the inventory
 * was not to be updated, a correction per item takes the goods away again, as eCom does.
 */
export type RefundSaleFacts = CommonFacts &
  Readonly<{
    writer: StockWriter;
    /** When the credit note was made: a refund of before cannot be its own. */
    issuedAt: string;
    currency: string;
    /** What the customer gets back: the credit note's total, or less where less was paid. Never negative. */
    creditMinor: number;
    updateInventory: boolean;
    goods: readonly ReturnedGoods[];
  }>;

/** Why the quantity of an item is corrected. */
export const correctionReasons = ['inventory_not_updated', 'item_said_later', 'sold_meanwhile'] as const;
export type CorrectionReason = (typeof correctionReasons)[number];

/** One correction of one item's quantity by so many units, up or down. Corrections of one item never overlap. */
export type CorrectionFacts = CommonFacts &
  Readonly<{ correctionNumber: number; itemId: string; change: number; reason: CorrectionReason }>;

/** Why an effect is not gone on with until a person decides. */
export const holdReasons = ['no_item_known', 'refused_by_retail', 'total_not_reached', 'log_not_clear'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** A row of Retail's inventory log that an effect was seen in. */
export type SeenRow = Readonly<{
  inventoryLogId: number;
  itemId: string;
  shopId: string;
  quantityChange: number;
  reason: string;
  createdAt: string;
  saleId?: string | undefined;
}>;

/** How the log compared with what was expected. A difference says what a person must look at. */
export const seenVerdicts = ['as_expected', 'nothing_to_see', 'differs'] as const;
export type SeenVerdict = (typeof seenVerdicts)[number];

type CommonProgress = Readonly<{
  /** How often in a row Retail's answer left it open whether something was done. */
  faultCount?: number | undefined;
  held?: Readonly<{ reason: HoldReason; at: string; retailCode?: string | undefined }> | undefined;
  /** What the inventory log showed in the end, with its rows as they are in Retail. */
  seen?:
    | Readonly<{
        at: string;
        verdict: SeenVerdict;
        rows: readonly SeenRow[];
        /** Why something is rightly not there. */
        notes?: readonly ConfirmationNote[] | undefined;
      }>
    | undefined;
}>;

/** What became known of a refund sale. Members are only ever added. */
export type RefundSaleProgress = CommonProgress &
  Readonly<{
    /** The item of each order line whose item was found. A line that is missing here has none, or more than one. */
    items?: Readonly<Record<string, string>> | undefined;
    /** Items that a person said, by order line, before the sale was drafted. */
    saidItems?: Readonly<Record<string, string>> | undefined;
    /** Items among these whose stock Retail does not track: nothing is logged for them, nothing corrected. */
    untrackedItemIds?: readonly string[] | undefined;
    /** The one draft that may be completed. Once it is there it is never another one. */
    registered?: Readonly<{ saleId: string; at: string }> | undefined;
    completedAt?: string | undefined;
    /** Somebody else's refund of the same goods: nothing of ours is completed. */
    observed?: Readonly<{ saleId: string; at: string }> | undefined;
  }>;

/** What a correction is about to write, stored before it is written: with the log after it, it tells what happened. */
export type CorrectionIntent = Readonly<{ from: number; to: number; lastInventoryLogId: number; at: string }>;

/** What became known of a correction. */
export type CorrectionProgress = CommonProgress &
  Readonly<{
    intent?: CorrectionIntent | undefined;
    /** The row of the log that shows the correction done. */
    done?: Readonly<{ inventoryLogId: number; at: string }> | undefined;
    /** The correction that makes up for a sale which came between reading and writing. */
    repairedBy?: number | undefined;
  }>;

/** A refund sale: its facts, set when it is opened and never changed, and what became known since. */
export type RefundSaleEffect = Readonly<{ kind: 'refund_sale'; facts: RefundSaleFacts; progress: RefundSaleProgress }>;
/** A correction, likewise. */
export type CorrectionEffect = Readonly<{ kind: 'correction'; facts: CorrectionFacts; progress: CorrectionProgress }>;
/** One intended change in Retail, applied exactly once. */
export type StockEffect = RefundSaleEffect | CorrectionEffect;

/** Where effects stand. `expected` is another's to write; `registered` is under way, `completed` is done and not yet seen in the log. */
export const effectStates = [
  'waiting',
  'registered',
  'completed',
  'confirmed',
  'differs',
  'expected',
  'observed',
  'held',
] as const;
export type EffectState = (typeof effectStates)[number];

/** The state that follows from what is stored. */
export function effectStateOf({ kind, facts, progress }: StockEffect): EffectState {
  if (progress.seen) return progress.seen.verdict === 'differs' ? 'differs' : 'confirmed';
  return kind === 'correction' ? correctionStateOf(progress) : saleStateOf(facts, progress);
}

function saleStateOf({ writer }: RefundSaleFacts, progress: RefundSaleProgress): EffectState {
  if (progress.observed) return 'observed';
  if (progress.completedAt !== undefined) return 'completed';
  if (progress.held || writer === 'nobody') return 'held';
  if (writer === 'link') return 'expected';
  return progress.registered ? 'registered' : 'waiting';
}

function correctionStateOf(progress: CorrectionProgress): EffectState {
  if (progress.done) return 'confirmed';
  if (progress.held) return 'held';
  return progress.intent ? 'registered' : 'waiting';
}
