import type { MatchId, OrderNumber, ShopId } from '../domain/ids.ts';
import type { Customer } from '../domain/order.ts';
import { identityOf, type RefundIdentity } from '../domain/provider-refund.ts';
import type { Key, Row, Table } from '../ports/table.ts';
import { differencesIn, type StoredDifference } from '../stores/difference-store.ts';
import { casePartition, orderPartition, providerPaymentKey, providerRefundKey } from '../stores/keys.ts';
import { parseMatch, type StoredMatch } from '../stores/match-store.ts';
import { parseCustomer, parseLedger } from '../stores/order-store.ts';
import { readPartition } from '../stores/partition.ts';
import {
  nameOfPayment,
  type PaymentIdentity,
  parsePayment,
  type StoredPayment,
} from '../stores/provider-payment-store.ts';
import { parseRefund, type StoredRefund } from '../stores/provider-refund-store.ts';
import { parseTask, type StoredTask } from '../stores/refund-task-store.ts';

const mostKeys = 100;

/**
 * Rows that may have to do with each other, each read once, strongly consistent. Whoever adds names what it is looked up
 * by; what is new is answered, so that the search can go on from there.
 */
export class GatheredBlock {
  readonly tasks = new Map<string, StoredTask>();
  readonly refunds = new Map<string, StoredRefund>();
  readonly payments = new Map<string, StoredPayment>();
  readonly customers = new Map<string, Customer>();
  /** The matches and differences of the cases that were read. */
  readonly matches = new Map<MatchId, StoredMatch>();
  readonly differences: StoredDifference[] = [];
  readonly #table: Table;
  readonly #shopId: ShopId;
  readonly #asked = new Set<string>();

  constructor(table: Table, shopId: ShopId) {
    this.#table = table;
    this.#shopId = shopId;
  }

  /** Reads the payments and refunds of these keys, and the whole cases of the tasks among them. */
  async addRows(keys: readonly Key[]): Promise<Found> {
    const found: Found = { tasks: [], refunds: [], payments: [] };
    // Most indexes name nothing: no provider shows anything yet.
    if (keys.length === 0) return found;
    const isOfTask = ({ sk }: Key): boolean => sk.startsWith('TASK#');
    for (const pk of new Set(keys.filter(isOfTask).map((key) => key.pk))) await this.#addCase(pk, found);
    const wanted = keys.filter((key) => !isOfTask(key) && !this.#asked.has(key.pk));
    for (const { pk } of wanted) this.#asked.add(pk);
    for (let from = 0; from < wanted.length; from += mostKeys) {
      for (const row of await this.#table.getMany(wanted.slice(from, from + mostKeys))) this.#addRow(row, found);
    }
    return found;
  }

  /** Reads every case of an order, and who bought. */
  async addOrder(orderNumber: OrderNumber): Promise<Found> {
    const found: Found = { tasks: [], refunds: [], payments: [] };
    const pk = orderPartition(this.#shopId, orderNumber);
    if (this.#asked.has(pk)) return found;
    this.#asked.add(pk);
    const rows = await this.#table.getMany([
      { pk, sk: 'LEDGER' },
      { pk, sk: 'CUSTOMER' },
    ]);
    for (const row of rows) {
      if (row.sk === 'CUSTOMER') this.customers.set(orderNumber, parseCustomer(row));
      else for (const caseId of parseLedger(row).cases) await this.#addCase(casePartition(this.#shopId, caseId), found);
    }
    return found;
  }

  /** Whether nobody has looked around a payment before; from now on somebody has. */
  isNew(paymentName: string): boolean {
    const wasThere = this.#asked.has(paymentName);
    this.#asked.add(paymentName);
    return !wasThere;
  }

  addRefunds(refunds: readonly RefundIdentity[]): Promise<Found> {
    return this.addRows(refunds.map((refund) => providerRefundKey(this.#shopId, identityOf(refund))));
  }

  addPayments(payments: readonly PaymentIdentity[]): Promise<Found> {
    return this.addRows(payments.map((payment) => providerPaymentKey(this.#shopId, nameOfPayment(payment))));
  }

  async #addCase(partition: string, found: Found): Promise<void> {
    if (this.#asked.has(partition)) return;
    this.#asked.add(partition);
    const rows = await readPartition(this.#table, partition);
    this.differences.push(...differencesIn(rows));
    for (const row of rows) {
      if (row.sk.startsWith('MATCH#')) {
        const match = parseMatch(row);
        this.matches.set(match.matchId, match);
      } else if (row.sk.startsWith('TASK#')) {
        const task = parseTask(row);
        this.tasks.set(task.facts.taskId, task);
        found.tasks.push(task);
      }
    }
  }

  #addRow(row: Row, found: Found): void {
    if (row.sk === 'REFUND') {
      const refund = parseRefund(row);
      this.refunds.set(identityOf(refund.facts), refund);
      found.refunds.push(refund);
    }
    if (row.sk === 'PAYMENT') {
      const payment = parsePayment(row);
      this.payments.set(nameOfPayment(payment.facts), payment);
      found.payments.push(payment);
    }
  }
}

/** What was not there before. */
export type Found = Readonly<{ tasks: StoredTask[]; refunds: StoredRefund[]; payments: StoredPayment[] }>;
