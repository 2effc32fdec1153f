/** An amount as eCom keeps it: ten-thousandths of the currency's unit, for its API shows up to four decimals. */
export type TenThousandths = number;

/** A line of an order. `priceIncl` is for the whole quantity, after discount. */
export type EcomLine = {
  id: number;
  variantId: number;
  title: string;
  articleCode: string;
  ean: string;
  sku: string;
  quantity: number;
  quantityInvoiced: number;
  quantityRefunded: number;
  quantityReturned: number;
  unitPriceIncl: TenThousandths;
  discountIncl: TenThousandths;
  priceIncl: TenThousandths;
  taxRate: number;
};

/** A key and a value that somebody's program left on an order. */
export type EcomMetafield = { id: number; key: string; value: string };

/** An order of the shop. */
export type EcomOrder = {
  id: number;
  number: string;
  createdAt: string;
  updatedAt: string;
  status: string;
  paymentStatus: string;
  shipmentStatus: string;
  memo: string;
  firstname: string;
  lastname: string;
  email: string;
  customerId: number;
  paymentId: string;
  paymentTitle: string;
  paymentData: unknown;
  giftCards: { code: string; amount: TenThousandths }[];
  lines: EcomLine[];
  shippingIncl: TenThousandths;
  paymentCostsIncl: TenThousandths;
  isShippingCredited: boolean;
  arePaymentCostsCredited: boolean;
  discountCouponCode: string;
  metafields: EcomMetafield[];
  /** So many reads of the order are answered 404 before it shows: eCom's temporary 404s. */
  hiddenReads: number;
};

/** One position of an invoice or credit note. */
export type EcomInvoiceItem = {
  id: number;
  type: 'product' | 'shipment' | 'payment';
  title: string;
  orderProductId: number | null;
  articleCode: string;
  quantity: number;
  priceIncl: TenThousandths;
  taxRate: number;
};

/** An invoice, or a credit note: eCom keeps both in one list. */
export type EcomInvoice = {
  id: number;
  orderId: number;
  number: string;
  createdAt: string;
  updatedAt: string;
  status: 'paid' | 'not_paid';
  isCreditNote: boolean;
  originalId: number | null;
  creditNoteId: number | null;
  priceIncl: TenThousandths;
  items: EcomInvoiceItem[];
};

/** A return: why something was sent back. Moves nothing by itself. */
export type EcomReturn = {
  id: number;
  orderId: number;
  customerId: number;
  createdAt: string;
  updatedAt: string;
  status: string;
  priceIncl: TenThousandths;
  isStockAdjusted: boolean;
  returnReason: string;
  returnAction: string;
  lines: { id: number; quantity: number }[];
};

/** An address that wants to hear of changes. */
export type EcomWebhook = {
  id: number;
  createdAt: string;
  isActive: boolean;
  itemGroup: string;
  itemAction: string;
  format: string;
  address: string;
  language: string;
};

/** One line of the log of an order. `channel` tells a program's change from a person's. */
export type EcomEvent = {
  id: number;
  createdAt: string;
  channel: 'api' | 'backoffice';
  type: 'order' | 'invoice' | 'return';
  message: string;
  orderId: number;
  invoiceId: number | null;
};

/** One change of a variant's stock level. */
export type EcomMovement = {
  id: number;
  createdAt: string;
  channel: 'api' | 'backoffice';
  change: number;
  variantId: number;
};

/** A webhook call on its way: what is sent, to where, and not before when. */
export type EcomDelivery = {
  dueAt: string;
  address: string;
  headers: Record<string, string>;
  body: string;
};

/** What becomes of webhooks on their way. */
export const webhookModes = ['normal', 'lost', 'duplicated', 'reordered'] as const;
export type WebhookMode = (typeof webhookModes)[number];

/** One rate-limit window: when it began and how many calls it saw. */
export type EcomWindow = { startedAt: string; calls: number };

/** All that one simulated shop knows. Plain JSON, so that a host can keep it in a file. */
export type EcomState = {
  nextId: number;
  nextOrder: number;
  nextInvoice: number;
  orders: Record<string, EcomOrder>;
  invoices: Record<string, EcomInvoice>;
  returns: Record<string, EcomReturn>;
  webhooks: Record<string, EcomWebhook>;
  stock: Record<string, number>;
  events: EcomEvent[];
  movements: EcomMovement[];
  deliveries: EcomDelivery[];
  webhookMode: WebhookMode;
  windows: EcomWindow[];
  refusedCalls: number;
  /** What the next calls of the API meet, one each. */
  faults: EcomFault[];
};

/** What a call of the API meets; `applied_no_answer` does what was asked, and nothing comes back. */
export const ecomFaults = ['unavailable', 'limited', 'applied_no_answer', 'garbage'] as const;
export type EcomFault = (typeof ecomFaults)[number];

/** A shop in which nothing has happened yet. */
export const emptyEcom = (): EcomState => ({
  nextId: 1_000_001,
  nextOrder: 1,
  nextInvoice: 1,
  orders: {},
  invoices: {},
  returns: {},
  webhooks: {},
  stock: {},
  events: [],
  movements: [],
  deliveries: [],
  webhookMode: 'normal',
  windows: [],
  refusedCalls: 0,
  faults: [],
});

/** What distinguishes one simulated shop from another. */
export type EcomShop = Readonly<{
  ecomShopId: number;
  cluster: 'eu1' | 'us1';
  name: string;
  currency: string;
  apiKey: string;
  apiSecret: string;
  /** Active languages; every other segment of a path is answered 404. */
  languages: readonly string[];
  /** Offset of the times in bodies, in minutes: live shops answer in their own time. */
  offsetMinutes: number;
  orderPrefix: string;
  /** Calls allowed in five minutes, an hour and a day. */
  limits: readonly number[];
  paymentMethods: readonly Readonly<{ id: string; title: string }>[];
}>;

/** What a live shop is allowed in five minutes, an hour and a day. */
export const usualLimits = [300, 3000, 12_000] as const;

/** The next id, one for all kinds as in eCom. */
export function nextId(state: EcomState): number {
  const id = state.nextId;
  state.nextId += 1;
  return id;
}

/** The amount as a JSON number in units, at most four decimals. */
export const shown = (amount: TenThousandths): number => amount / 10_000;

/** A number of units as ten-thousandths, rounded once. */
export const kept = (units: number): TenThousandths => Math.round(units * 10_000);
