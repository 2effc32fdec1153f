import { toDecimalText } from '../../shared/domain/money.ts';
import type { LinkedOrder, SimulatedRetail } from '../cli/simulated-retail.ts';
import { articleUnknownInRetail, type DemoCase } from './demo-cases.ts';

type DemoOrder = NonNullable<Extract<DemoCase, { creditNote: unknown }>['creditNote']['order']>;
type DemoLine = DemoOrder['lines'][number];

const onHand = 12;

/**
 * Does in the simulated Retail of a shop what happened there before its demo cases: the articles were counted in, and
 * Lightspeed's own link wrote the orders, and the credit notes too where that is the link's work.
 */
export async function prepareDemoRetail(
  retail: SimulatedRetail,
  cases: readonly DemoCase[],
  { linkWritesRefunds }: Readonly<{ linkWritesRefunds: boolean }>,
): Promise<void> {
  const lines = cases.flatMap((demo) => orderOf(demo)?.lines ?? []).filter(isKnown);
  const articles = lines.map(({ sku, title, ...line }) => {
    return { customSku: sku, description: title, unitPrice: unitPriceOf(line), onHand };
  });
  await retail.countIn([...new Map(articles.map((article) => [article.customSku, article])).values()]);
  for (const demo of cases) {
    const order = orderOf(demo);
    if (order === undefined) continue;
    await retail.linkSale({ ...linked(order.orderNumber, order.lines), ...otherAmount(order.shippingMinor) });
    if (!(linkWritesRefunds && 'creditNote' in demo)) continue;
    const { creditNote } = demo;
    const credited = order.lines.flatMap((line) => {
      const quantity = creditNote.lines.find(({ orderLineId }) => orderLineId === line.orderLineId)?.quantity ?? 0;
      return quantity === 0 ? [] : [{ ...line, quantity, totalMinor: (line.totalMinor / line.quantity) * quantity }];
    });
    await retail.linkRefund({
      ...linked(order.orderNumber, credited),
      updateInventory: creditNote.updateInventory,
    });
  }
}

const orderOf = (demo: DemoCase): DemoOrder | undefined =>
  'creditNote' in demo ? demo.creditNote.order : demo.cancellation.order;

const isKnown = ({ sku }: DemoLine): boolean => sku !== articleUnknownInRetail;

function linked(orderNumber: string, lines: readonly DemoLine[]): LinkedOrder {
  return {
    orderNumber,
    lines: lines.filter(isKnown).map(({ sku, quantity, ...line }) => ({
      customSku: sku,
      quantity,
      unitPrice: unitPriceOf({ quantity, ...line }),
    })),
  };
}

const otherAmount = (minor: number): Pick<LinkedOrder, 'otherAmount'> =>
  minor === 0 ? {} : { otherAmount: decimal(minor) };

const unitPriceOf = ({ quantity, totalMinor }: Pick<DemoLine, 'quantity' | 'totalMinor'>): string =>
  decimal(Math.round(totalMinor / quantity));

const decimal = (minor: number): string => toDecimalText({ minor, currency: 'EUR' });
