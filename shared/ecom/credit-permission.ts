import type { ShopSettings } from '../domain/shop-settings.ts';
import type { LiveCheckName } from './live-checks.ts';

/** What must have been found on the live shop before Avoir makes credit notes there (assumptions `creditMovesNoMoney`, `creditNotRepeated`). */
const requiredAnswers: Readonly<Partial<Record<LiveCheckName, readonly string[]>>> = {
  'credit-post': ['as-assumed'],
  'credit-repeat': ['second-credit-note', 'refused'],
};

/** The live checks that are still in the way of making credit notes in a shop; none when it may be done. */
export function checksInTheWay({ liveChecks = {} }: ShopSettings): readonly string[] {
  return Object.entries(requiredAnswers)
    .filter(([name, answers]) => !answers?.includes(liveChecks[name]?.answer ?? ''))
    .map(([name]) => name);
}
