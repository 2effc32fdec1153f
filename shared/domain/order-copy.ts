import * as Instant from 'temporal-polyfill/fns/Instant';
import { compareInstants } from './instant-order.ts';
import type { ObservedCancellation, ObservedCopyCandidate } from './observed-order.ts';
import type { Customer, Order } from './order.ts';
import { valueOf } from './order-value.ts';

const copyWithinHours = 24;

/**
 * The cheaper copy of a cancelled order, where there is one (design §1.4: refunding only a part of a value): same
 * customer, same articles and quantities, no price higher and one or more prices or the shipping lower, made in the 24
 * hours before the cancellation and marked paid without a payment of its own. The newest, where several fit.
 */
export function copyOf(
  {
    order,
    customer,
    candidates,
  }: Readonly<{ order: Order; customer: Customer; candidates: readonly ObservedCopyCandidate[] }>,
  { cancelledAt }: ObservedCancellation,
): ObservedCopyCandidate | undefined {
  return candidates
    .filter(
      (candidate) =>
        candidate.order.orderNumber !== order.orderNumber &&
        candidate.order.currency === order.currency &&
        candidate.paymentStatus === 'paid' &&
        !candidate.hasProviderPayment &&
        isWithin(candidate.order.placedAt, order.placedAt, cancelledAt) &&
        isSameCustomer(candidate.customer, customer) &&
        isCheaperCopy(candidate.order, order),
    )
    .toSorted((a, b) => compareInstants(b.order.placedAt, a.order.placedAt))[0];
}

/** What the customer gets back when an order is replaced by its cheaper copy. */
export function differenceOfCopy(order: Order, copy: Order): number {
  return (valueOf(order)?.totalMinor ?? 0) - (valueOf(copy)?.totalMinor ?? 0);
}

function isWithin(copiedAt: string, placedAt: string, cancelledAt: string): boolean {
  const earliest = Instant.addHours(Instant.fromString(cancelledAt), -copyWithinHours);
  return (
    compareInstants(copiedAt, placedAt) > 0 &&
    compareInstants(copiedAt, cancelledAt) <= 0 &&
    Instant.compare(Instant.fromString(copiedAt), earliest) >= 0
  );
}

/** By e-mail where both have one, else by name; letter case and outer spaces do not count. */
function isSameCustomer(a: Customer, b: Customer): boolean {
  const same = (x: string, y: string) => x.trim().toLowerCase() === y.trim().toLowerCase();
  if (a.email && b.email) return same(a.email, b.email);
  return a.name.trim() !== '' && same(a.name, b.name);
}

/** An article of a cancelled order beside the same of its copy: how many there are, and what they cost in each. */
export type ComparedArticle = Readonly<{
  title: string;
  quantity: number;
  copyQuantity: number;
  originalMinor: number;
  copyMinor: number;
}>;

/** Two orders side by side, article by article: those of the first, then what only the other has. */
export function comparedArticles(original: Order, copy: Order): readonly ComparedArticle[] {
  const [bought, copied] = [articlesOf(original), articlesOf(copy)];
  const none: Article = { title: '', quantity: 0, totalMinor: 0 };
  return [...new Set([...bought.keys(), ...copied.keys()])].map((article) => {
    const [was, is] = [bought.get(article) ?? none, copied.get(article) ?? none];
    return {
      title: was.title || is.title,
      quantity: was.quantity,
      copyQuantity: is.quantity,
      originalMinor: was.totalMinor,
      copyMinor: is.totalMinor,
    };
  });
}

/** Compared by article, for a copied order has line ids of its own; lines of one article are added up. */
function isCheaperCopy(copy: Order, original: Order): boolean {
  const copied = articlesOf(copy);
  const bought = articlesOf(original);
  if (copied.size !== bought.size) return false;
  const pairs = [...bought].map(([article, was]) => ({ was, is: copied.get(article) }));
  const isSame = pairs.every(({ was, is }) => is?.quantity === was.quantity && is.totalMinor <= was.totalMinor);
  if (!isSame || copy.shippingMinor > original.shippingMinor) return false;
  return differenceOfCopy(original, copy) > 0;
}

type Article = Readonly<{ title: string; quantity: number; totalMinor: number }>;

function articlesOf({ lines }: Order): ReadonlyMap<string, Article> {
  const articles = new Map<string, Article>();
  for (const { sku, title, quantity, totalMinor } of lines) {
    const article = sku === '' ? title : sku;
    const before = articles.get(article) ?? { title, quantity: 0, totalMinor: 0 };
    articles.set(article, {
      title: before.title,
      quantity: before.quantity + quantity,
      totalMinor: before.totalMinor + totalMinor,
    });
  }
  return articles;
}
