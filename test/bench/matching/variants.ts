/** What the engine is given of the truth (the matching issue, variants A to E). */
export const variants = ['A', 'B', 'C', 'D', 'E'] as const;
export type Variant = (typeof variants)[number];

/** What is known in a variant. `account` is the provider account of the credit note. */
export type Knowledge = Readonly<{
  taskIdsPercent: number;
  refundIds: boolean;
  payments: boolean;
  order: boolean;
  account: boolean;
}>;

/** The variants, from every id known to nothing but amount, name and date. */
export const knowledge: Readonly<Record<Variant, Knowledge>> = {
  A: { taskIdsPercent: 100, refundIds: true, payments: true, order: true, account: true },
  B: { taskIdsPercent: 50, refundIds: true, payments: true, order: true, account: true },
  C: { taskIdsPercent: 0, refundIds: true, payments: true, order: true, account: true },
  D: { taskIdsPercent: 0, refundIds: false, payments: false, order: true, account: true },
  E: { taskIdsPercent: 0, refundIds: false, payments: false, order: false, account: false },
};
