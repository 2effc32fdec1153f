import { sayer, type Visit } from '../../functions/show-console/page.ts';
import type { Reader } from '../../shared/texts/translated.ts';
import { viewedShop } from '../../shared/views/viewed-shop.ts';
import { aShop, id } from './orders.ts';

/** Somebody who looks at a page of the demo shop, and may decide nothing unless said otherwise. */
export function visitOf(reader: Reader, changes: Partial<Visit> = {}): Visit {
  const now = '2026-11-12T12:00:00.000Z';
  const { name, currency, timeZone, country, watchMode, orderPrefix } = aShop();
  const seen = viewedShop(id.shop('demo'), aShop(), now);
  const shop = { ...seen, name, currency, timeZone, country, watchMode, orderPrefix };
  return { reader, role: 'viewer', subject: 'reader', shop, shops: [], now, say: sayer(reader), ...changes };
}
