import type { MatchingTask } from '../../../shared/domain/matching/matching-rows.ts';
import { instantOf, secondsPerDay } from '../../../shared/domain/matching/unix-time.ts';
import type { ProviderPayment } from '../../../shared/domain/provider-payment.ts';
import type { ProviderRefund } from '../../../shared/domain/provider-refund.ts';
import { type SeededRandom, seededRandom } from '../../simulation/world/seeded-random.ts';
import { nameAtProvider, nameOf } from './customer-names.ts';
import { type Fate, fateOf, partsOf } from './fate.ts';
import { isOfOneOrder, type RetailNote, type RetailOrder, type RetailYear, sumOf } from './returned-orders.ts';
import { knowledge, type Variant } from './variants.ts';

/** The truth about one refund: whose money it was. What is alike in all of it may be exchanged. */
export type TrueRefund = ProviderRefund &
  Readonly<{ customerId: string; truePaymentId: string; noteIds: readonly string[] }>;

/** One problem with its truth. */
export type MatchingProblem = Readonly<{
  tasks: readonly MatchingTask[];
  payments: readonly ProviderPayment[];
  refunds: readonly ProviderRefund[];
  fates: ReadonlyMap<string, Fate>;
  truth: ReadonlyMap<string, TrueRefund>;
  customerOf: (taskId: string) => string;
}>;

const currency = 'GBP';
const place = { provider: 'psp', account: 'main' } as const;
const lagDays = 5;

type PaidOrder = RetailOrder & Readonly<{ paymentId: string; shownName: string | undefined; hasReference: boolean }>;

/**
 * Builds the problem of one seed. `copy` repeats the retailer's year, each time a year later with other chance, other
 * order numbers and other customers: a larger shop history of the same density.
 */
export function matchingProblem(year: RetailYear, variant: Variant, seed: number, copy = 0): MatchingProblem {
  const random = seededRandom(seed * 1009 + copy);
  const history = new History(year, random, copy);
  history.refundNotes();
  history.addGoodwill();
  history.addOtherChannels();
  return history.asSeen(variant);
}

class History {
  readonly #random: SeededRandom;
  readonly #notes: readonly RetailNote[];
  readonly #orders: ReadonlyMap<string, PaidOrder>;
  readonly #suffix: string;
  readonly #payments: ProviderPayment[] = [];
  readonly #refunds: TrueRefund[] = [];
  readonly #fates = new Map<string, Fate>();

  constructor(year: RetailYear, random: SeededRandom, copy: number) {
    this.#random = random;
    this.#suffix = copy === 0 ? '' : `x${copy}`;
    const later = copy * 366 * secondsPerDay;
    const moved = (order: RetailOrder): RetailOrder => ({
      ...order,
      orderNumber: order.orderNumber + this.#suffix,
      customerId: order.customerId + this.#suffix,
      paidAt: order.paidAt + later,
    });
    this.#notes = year.notes.map((note) => ({
      ...note,
      noteId: note.noteId + this.#suffix,
      issuedAt: note.issuedAt + later,
      order: moved(note.order),
    }));
    this.#orders = new Map(year.orders.map(moved).map((order) => [order.orderNumber, this.#paid(order)]));
    for (const order of this.#orders.values()) this.#payments.push(this.#paymentOf(order));
  }

  #paid(order: RetailOrder): PaidOrder {
    return {
      ...order,
      paymentId: this.#id('PAY'),
      shownName: nameAtProvider(nameOf(order.customerId), this.#random),
      hasReference: this.#random.below(100) < 78,
    };
  }

  #paymentOf(order: PaidOrder): ProviderPayment {
    return {
      ...place,
      paymentId: order.paymentId,
      amountMinor: order.totalMinor,
      currency,
      // The provider books some minutes after the order.
      paidAt: instantOf(order.paidAt + this.#random.below(1800)),
      references: order.hasReference ? [order.orderNumber] : [],
      customerName: order.shownName,
    };
  }

  #id(prefix: string): string {
    return `${prefix}${this.#random.below(0x4000_0000).toString(36)}${this.#random.below(0x4000_0000).toString(36)}`;
  }

  refundNotes(): void {
    const batched = this.#batches();
    for (const batch of batched) {
      const [first] = batch;
      if (first === undefined) continue;
      for (const { noteId } of batch) this.#fates.set(noteId, 'batched');
      this.#refund(
        first,
        sumOf(batch),
        batch.map(({ noteId }) => noteId),
      );
    }
    for (const note of this.#notes) if (!this.#fates.has(note.noteId)) this.#refundAlone(note);
  }

  /**
   * A customer with several credit notes of one day gets one refund: half of the time where they are about one order,
   * rarely where they are about several, for a portal gives back one payment at a time.
   */
  #batches(): readonly (readonly RetailNote[])[] {
    const byDay = new Map<string, RetailNote[]>();
    for (const note of this.#notes) {
      const key = `${note.order.customerId} ${Math.floor(note.issuedAt / secondsPerDay)}`;
      byDay.set(key, [...(byDay.get(key) ?? []), note]);
    }
    return [...byDay.values()]
      .filter((notes) => notes.length > 1 && notes.length <= 4 && this.#random.chance(isOfOneOrder(notes) ? 50 : 5))
      .map((notes) => notes.toSorted((a, b) => b.order.totalMinor - a.order.totalMinor))
      .filter((notes) => (notes[0]?.order.totalMinor ?? 0) >= sumOf(notes));
  }

  #refundAlone(note: RetailNote): void {
    const { noteId, amountMinor } = note;
    const chance = this.#random.below(100);
    const fate = fateOf(chance, amountMinor);
    this.#fates.set(noteId, fate);
    if (fate === 'never') return;
    if (fate === 'short')
      this.#refund(note, amountMinor - Math.min(25 + this.#random.below(75), amountMinor - 1), [noteId]);
    else if (fate === 'split')
      for (const part of partsOf(amountMinor, this.#random)) this.#refund(note, part, [noteId]);
    else this.#refund(note, amountMinor, [noteId]);
    if (fate === 'twice') this.#refund(note, amountMinor, [noteId]);
  }

  #refund(note: Pick<RetailNote, 'order' | 'issuedAt'>, amountMinor: number, noteIds: readonly string[]): void {
    const order = this.#orders.get(note.order.orderNumber);
    if (order === undefined) throw new Error(`There is no order ${note.order.orderNumber}.`);
    const at = instantOf(note.issuedAt + this.#random.below(lagDays * secondsPerDay));
    this.#refunds.push({
      ...place,
      refundId: this.#id('REF'),
      kind: 'refund',
      paymentId: order.paymentId,
      amountMinor,
      currency,
      status: 'done',
      createdAt: at,
      statusAt: at,
      references: order.hasReference ? [order.orderNumber] : [],
      customerName: order.shownName,
      customerId: order.customerId,
      truePaymentId: order.paymentId,
      noteIds,
    });
  }

  addGoodwill(): void {
    const orders = [...this.#orders.values()];
    for (let count = 0; count < this.#notes.length / 100; count += 1) {
      const order = this.#random.pick(orders);
      const amountMinor = Math.max(1, Math.round((order.totalMinor * (5 + this.#random.below(15))) / 100));
      this.#refund({ order, issuedAt: order.paidAt + this.#random.below(20) * secondsPerDay }, amountMinor, []);
    }
  }

  /** Payments and refunds of another channel on the same account, as many as a fifth of the shop's own. */
  addOtherChannels(): void {
    const fifth = Math.round(this.#orders.size / 5);
    const ownRefunds = this.#refunds.length;
    const orders = [...this.#orders.values()];
    for (let count = 0; count < fifth; count += 1) {
      const like = this.#random.pick(orders);
      this.#payments.push({ ...this.#paymentOf(this.#foreign(like)), references: this.#foreignReference() });
    }
    for (let count = 0; count < ownRefunds / 5; count += 1) {
      const note = this.#random.pick(this.#notes);
      const order = this.#foreign(note.order);
      const at = instantOf(note.issuedAt + this.#random.below(2 * lagDays * secondsPerDay) - lagDays * secondsPerDay);
      this.#payments.push({ ...this.#paymentOf(order), references: this.#foreignReference() });
      this.#refunds.push({
        ...place,
        refundId: this.#id('REF'),
        kind: 'refund',
        paymentId: order.paymentId,
        amountMinor: note.amountMinor,
        currency,
        status: 'done',
        createdAt: at,
        statusAt: at,
        references: this.#foreignReference(),
        customerName: order.shownName,
        customerId: order.customerId,
        truePaymentId: order.paymentId,
        noteIds: [],
      });
    }
  }

  /** A sale elsewhere: like one of the shop's by value and day, to somebody else. */
  #foreign(like: RetailOrder): PaidOrder {
    const customerId = `elsewhere-${this.#random.below(0x4000_0000)}`;
    return { ...this.#paid({ ...like, customerId }), hasReference: false };
  }

  #foreignReference(): readonly string[] {
    return this.#random.chance(50) ? [`MKT-${this.#random.below(1_000_000)}`] : [];
  }

  asSeen(variant: Variant): MatchingProblem {
    const knows = knowledge[variant];
    const customers = new Map(this.#notes.map(({ noteId, order }) => [noteId, order.customerId]));
    const tasks = this.#notes.map((note) => {
      const paymentId = this.#orders.get(note.order.orderNumber)?.paymentId;
      const hasId = knows.taskIdsPercent > this.#random.below(100);
      return {
        taskId: note.noteId,
        amountMinor: note.amountMinor,
        currency,
        issuedAt: instantOf(note.issuedAt),
        customerName: note.order.customerId.startsWith('unknown') ? undefined : nameOf(note.order.customerId),
        ...(knows.account && place),
        ...(hasId && { paymentId }),
        ...(knows.order && {
          orderNumber: note.order.orderNumber,
          orderTotalMinor: note.order.totalMinor,
          paidAt: instantOf(note.order.paidAt),
        }),
      };
    });
    const refunds = this.#refunds.map(
      ({ customerId: _customer, truePaymentId: _payment, noteIds: _notes, ...seen }) => ({
        ...seen,
        paymentId: knows.refundIds ? seen.paymentId : undefined,
        references: knows.order ? seen.references : [],
      }),
    );
    return {
      tasks: this.#random.shuffled(tasks),
      payments: knows.payments ? this.#random.shuffled(this.#payments) : [],
      refunds: this.#random.shuffled(refunds),
      fates: this.#fates,
      truth: new Map(this.#refunds.map((refund) => [refund.refundId, refund])),
      customerOf: (taskId) => customers.get(taskId) ?? '',
    };
  }
}
