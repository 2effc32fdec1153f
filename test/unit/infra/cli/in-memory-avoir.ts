import { creditNoteRequestSchema } from '../../../../functions/accept-credit-note/credit-note-request.ts';
import { contentHashOf } from '../../../../shared/acceptance/content-hash.ts';
import { decideCreditNote, refusalsWithoutOrder } from '../../../../shared/domain/credit-note.ts';
import type { Order } from '../../../../shared/domain/order.ts';
import { emptyLedger, type OrderLedger } from '../../../../shared/domain/order-ledger.ts';
import type { RefundPlan } from '../../../../shared/domain/refund-plan.ts';
import { type Http, type HttpRequest, type HttpResponse, NoAnswerError } from '../../../../shared/ports/http.ts';
import { aShop } from '../../../support/orders.ts';

/** What may go wrong with one call: `lost` never arrived, `unanswered` was done without an answer. */
export type Fault = 'lost' | 'unanswered' | 'busy';

type StoredCase = Readonly<{ contentHash: string; plan: RefundPlan }>;

/**
 * A whole system behind the Http port: the real schema and the real rules over maps, with every task there at once.
 * `faultOf` says what goes wrong with a call, counted from 1.
 */
export class InMemoryAvoir implements Http {
  readonly calls: HttpRequest[] = [];
  readonly tasks: { caseId: string; paymentNumber: number; amountMinor: number; currency: string }[] = [];
  readonly #orders = new Map<string, Order>();
  readonly #ledgers = new Map<string, OrderLedger>();
  readonly #cases = new Map<string, StoredCase>();
  readonly #faultOf: (call: number) => Fault | undefined;

  constructor(faultOf: (call: number) => Fault | undefined = () => undefined) {
    this.#faultOf = faultOf;
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.calls.push(request);
    const fault = this.#faultOf(this.calls.length);
    if (fault === 'lost') throw new NoAnswerError('connection refused');
    if (fault === 'busy') return { status: 503, headers: { 'retry-after': '1' }, body: '{}' };
    const answer = request.method === 'POST' ? this.#accept(request.body ?? '') : this.#list(new URL(request.url));
    if (fault === 'unanswered') throw new NoAnswerError('connection reset');
    return { status: answer.status, headers: {}, body: JSON.stringify(answer.body) };
  }

  /** Bodies of the credit notes that arrived, in order. */
  requests() {
    return this.calls.flatMap(({ method, body }) =>
      method === 'POST' && body !== undefined ? [creditNoteRequestSchema.parse(JSON.parse(body))] : [],
    );
  }

  #accept(text: string): Readonly<{ status: number; body: unknown }> {
    const { order: snapshot, reason, ...content } = creditNoteRequestSchema.parse(JSON.parse(text));
    const { creditNoteId: caseId, orderNumber } = content;
    const contentHash = contentHashOf(content);
    const known = this.#cases.get(caseId);
    if (known) {
      if (known.contentHash === contentHash) return { status: 200, body: { caseId, ...known.plan } };
      return { status: 409, body: { code: 'conflicting_duplicate', reasons: [{ code: 'conflicting_duplicate' }] } };
    }
    const order = this.#orders.get(orderNumber) ?? snapshot?.order;
    if (order === undefined) {
      return refusal([{ code: 'order_unknown', asked: orderNumber }, ...refusalsWithoutOrder(content)]);
    }
    const decision = decideCreditNote(order, this.#ledgers.get(orderNumber) ?? emptyLedger, aShop(), {
      ...content,
      reason,
    });
    if (decision.kind === 'refused') return refusal(decision.reasons);
    const { plan, ledger } = decision;
    this.#orders.set(orderNumber, order);
    this.#ledgers.set(orderNumber, ledger);
    this.#cases.set(caseId, { contentHash, plan });
    for (const { paymentNumber, amountMinor } of plan.payments) {
      this.tasks.push({ caseId, paymentNumber, amountMinor, currency: plan.currency });
    }
    return { status: 201, body: { caseId, ...plan } };
  }

  #list({ searchParams }: URL): Readonly<{ status: number; body: unknown }> {
    const from = Number(searchParams.get('cursor') ?? 0);
    const to = from + Number(searchParams.get('limit') ?? 50);
    return {
      status: 200,
      body: { items: this.tasks.slice(from, to), next: to < this.tasks.length ? String(to) : null },
    };
  }
}

const refusal = (reasons: readonly unknown[]) => ({ status: 422, body: { code: 'refused', title: 'No.', reasons } });
