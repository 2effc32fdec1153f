import { type EcomBudget, restSeconds } from './ecom-limits.ts';

// From plenty to little: how much of each window must be left for so short a pause between two sweeps.
const paces = [
  { shareLeft: 0.8, pauseSeconds: 60 },
  { shareLeft: 0.5, pauseSeconds: 300 },
  { shareLeft: 0.2, pauseSeconds: 900 },
] as const;

/**
 * How long to leave a shop alone until the next sweep. A sweep asks for three lists each time; with plenty of its limits
 * left a shop is swept each minute, with little left others need it more: webhooks are read first, and a person's doings.
 */
export function pauseAfterSweep(budget: EcomBudget): number {
  const pace = paces.find(({ shareLeft }) => restSeconds(budget, (limit) => limit * shareLeft) === 0);
  return pace?.pauseSeconds ?? 1800;
}

const callsPerOrder = 6;
const mostOrders = 250;
const fewOrders = 10;

/** How many orders of history may be read now, so that half of each window stays for what happens today. */
export function affordableOrders(budget: EcomBudget): number {
  if (budget.length === 0) return fewOrders;
  const spare = budget.map(({ limit, remaining }) => Math.floor((remaining - limit / 2) / callsPerOrder));
  return Math.min(mostOrders, Math.max(0, ...[Math.min(...spare)]));
}
