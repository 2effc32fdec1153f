import * as z from 'zod';
import { type AvoirAnswer, type AvoirClient, unexpected } from '../avoir-client.ts';
import { type CreditRequest, orderNumberOf } from './credit-requests.ts';
import { updatesInventory } from './inventory-switch.ts';
import { currency, instantOf, snapshotOf } from './order-of-invoice.ts';

/** What became of one request, as the report counts it and the journal keeps it. */
export const requestOutcomeSchema = z.strictObject({
  requestId: z.string(),
  /** The case that it opened, and the refunds that follow from it. Missing: it was refused. */
  accepted: z
    .strictObject({
      caseId: z.string(),
      currency: z.string(),
      totalMinor: z.int(),
      payments: z.array(z.object({ paymentNumber: z.int(), amountMinor: z.int() })),
    })
    .optional(),
  /** Codes of a refusal: all of them, and the one of each order line. */
  reasons: z.array(z.string()),
  reasonOfLine: z.record(z.string(), z.string()),
  /** The code for which what is not goods was refused, while the goods went on without it. */
  costsRefused: z.string().optional(),
});

/** What became of one request. */
export type RequestOutcome = Readonly<z.infer<typeof requestOutcomeSchema>>;

const acceptedSchema = z.object({
  caseId: z.string(),
  currency: z.string(),
  totalMinor: z.int(),
  payments: z.array(z.object({ paymentNumber: z.int(), amountMinor: z.int() })),
});

const refusedSchema = z.object({
  code: z.string(),
  reasons: z
    .array(z.object({ code: z.string(), orderLineId: z.string().optional(), part: z.string().optional() }))
    .default([]),
});

type Accepted = Readonly<{ kind: 'accepted' } & z.infer<typeof acceptedSchema>>;
type Refused = Readonly<{ kind: 'refused' } & z.infer<typeof refusedSchema>>;

/**
 * Sends one request. Where it is refused with what is not goods in it, the goods are asked for alone, under an id of
 * their own (`…/goods`): a repetition then refuses and accepts the same two again. Safe to run again.
 */
export async function sendRequest(
  client: AvoirClient,
  shopId: string,
  request: CreditRequest,
): Promise<RequestOutcome> {
  const path = `/shops/${encodeURIComponent(shopId)}/credit-notes`;
  const first = readAnswer(await client.post(path, bodyOf(request)));
  if (first.kind === 'accepted' || request.costs === undefined) return outcomeOf(request, first);
  const goodsAlone = { ...request, requestId: `${request.requestId}/goods`, costs: undefined };
  const second = readAnswer(await client.post(path, bodyOf(goodsAlone)));
  const reasonOfCosts = first.reasons.find(({ orderLineId }) => orderLineId === undefined) ?? first.reasons[0] ?? first;
  return { ...outcomeOf(request, second), costsRefused: reasonOfCosts.code };
}

function bodyOf(request: CreditRequest) {
  const { requestId, note, order, lines, costs } = request;
  return {
    creditNoteId: requestId,
    orderNumber: orderNumberOf(request),
    issuedAt: instantOf(note.invoicedAt),
    currency,
    updateInventory: updatesInventory(note.number),
    lines: lines.map(({ orderLineId, quantity }) => ({ orderLineId, quantity })),
    refundShipping: costs && costs.shippingMinor > 0 ? { amountMinor: costs.shippingMinor } : false,
    refundPaymentCosts: false,
    ...(costs && { adjustmentMinor: costs.adjustmentMinor, reason: costs.reason }),
    ...(order && { order: snapshotOf(order) }),
  };
}

function readAnswer(answer: AvoirAnswer): Accepted | Refused {
  const { status, body } = answer;
  if (status === 200 || status === 201) return { kind: 'accepted', ...acceptedSchema.parse(body) };
  if (status === 409 || status === 422) return { kind: 'refused', ...refusedSchema.parse(body) };
  throw unexpected(answer);
}

function outcomeOf({ requestId, lines }: CreditRequest, answer: Accepted | Refused): RequestOutcome {
  if (answer.kind === 'accepted') {
    const { caseId, currency, totalMinor, payments } = answer;
    return { requestId, accepted: { caseId, currency, totalMinor, payments }, reasons: [], reasonOfLine: {} };
  }
  const codes = [...new Set(answer.reasons.map(({ code }) => code))];
  const ofWhole = codes[0] ?? answer.code;
  const reasonOfLine = lines.map(({ orderLineId }) => {
    const own = answer.reasons.find((reason) => reason.orderLineId === orderLineId);
    return [orderLineId, own?.code ?? ofWhole] as const;
  });
  return {
    requestId,
    reasons: codes.length > 0 ? codes : [answer.code],
    reasonOfLine: Object.fromEntries(reasonOfLine),
  };
}
