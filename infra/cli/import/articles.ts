import type { CountedArticle } from '../simulated-retail.ts';
import { kindOf } from './article-kind.ts';
import type { Invoice } from './online-retail-file.ts';

/**
 * The articles that were ever sold, each at its latest price. None is on hand, so that what is there after an import came
 * back with it.
 */
export function articlesOf(invoices: readonly Invoice[]): readonly CountedArticle[] {
  const articles = new Map<string, CountedArticle>();
  for (const { kind, lines } of invoices) {
    if (kind !== 'order') continue;
    for (const { articleCode, title, quantity, unitPrice } of lines) {
      if (quantity <= 0 || kindOf(articleCode) !== 'goods') continue;
      articles.set(articleCode, {
        customSku: articleCode,
        description: title.trim() || articleCode,
        unitPrice,
        onHand: 0,
      });
    }
  }
  return [...articles.values()];
}
