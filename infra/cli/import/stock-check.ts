import type { RetailCounts, SimulatedRetail } from '../simulated-retail.ts';
import type { ExpectedReturn } from './expected-returns.ts';
import { noteOf, updatesInventory } from './inventory-switch.ts';
import { type StockReport, stockImbalances, stockReportOf } from './stock-report.ts';

/** How long to wait for Retail to come to what was accepted. */
export type StockWaiting = Readonly<{
  pause: (milliseconds: number) => Promise<void>;
  onProgress: (changes: number) => void;
  /** Called where nothing has moved since the last look. */
  onStandstill?: () => Promise<void>;
  fruitlessAttempts?: number;
}>;

// As with the tasks: a message that a killed function held comes back after three minutes.
const longestPauseMilliseconds = 5_000;
const pauseStepMilliseconds = 500;
const defaultFruitlessAttempts = 50;

/** How many changes in Retail these returns are: a sale each, and one more per article that is taken out again. */
export const changesOf = (returns: readonly ExpectedReturn[]): number =>
  returns.reduce((sum, { caseId, units }) => sum + 1 + (updatesInventory(noteOf(caseId)) ? 0 : units.size), 0);

/**
 * Looks at Retail until everything that was accepted stands there as it should, for as long as anything moves. Returns
 * what was there in the end; whether that is right is for the report to say.
 */
export async function awaitStock(
  retail: SimulatedRetail,
  { shopId, returns }: Readonly<{ shopId: string; returns: readonly ExpectedReturn[] }>,
  { pause, onProgress, onStandstill, fruitlessAttempts = defaultFruitlessAttempts }: StockWaiting,
): Promise<StockReport> {
  const look = async (): Promise<StockReport> =>
    stockReportOf({ shopId, returns, sales: await retail.sales(), log: await retail.inventoryLog() });
  const expected = changesOf(returns);
  let before: RetailCounts | undefined;
  for (let fruitless = 0; fruitless < fruitlessAttempts; fruitless += 1) {
    const counts = await retail.counts();
    onProgress(Math.min(counts.completedSales + counts.quantityWrites, expected));
    const hasMoved = counts.completedSales !== before?.completedSales || counts.logRows !== before.logRows;
    // All is read only when it may be the end, for that is a load of its own.
    if (hasMoved && counts.completedSales + counts.quantityWrites >= expected) {
      const report = await look();
      if (stockImbalances(report).length === 0) return report;
    }
    if (hasMoved) fruitless = 0;
    else await onStandstill?.();
    before = counts;
    await pause(Math.min((fruitless + 1) * pauseStepMilliseconds, longestPauseMilliseconds));
  }
  return look();
}
