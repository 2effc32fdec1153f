import { expect, it } from 'vitest';
import { casePage } from '../../../functions/show-console/case-page.ts';
import { decisionWorld, otherPayment } from '../../support/decision-world.ts';
import { anObservedCreditNote } from '../../support/observed-orders.ts';
import { anOrder, aPayment, aShop, id } from '../../support/orders.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';
import { visitOf } from '../../support/visits.ts';

/** The rows of a table whose heading names this, as texts. */
function rowsBelow(body: string, heading: string): readonly (readonly string[])[] {
  const table = body.split('<table>').find((each) => each.includes(heading)) ?? '';
  const rows = table.split('<tbody>')[1]?.split('</tbody>')[0]?.split('</tr>') ?? [];
  return rows
    .map((row) => [...row.matchAll(/<t[hd][^>]*>([^<]*)</g)].map(([, text = '']) => text))
    .filter((cells) => cells.length > 0);
}

it('shows of the whole order what there was, what was credited in all and in this case, and what is left', async () => {
  const world = await decisionWorld();
  const payments = otherPayment.map((payment) => ({ ...payment, providerPaymentId: 'CAP-1' }));
  await world.credit({ creditNoteId: 'CN-2', lines: [], refundShipping: true }, { payments });
  const shown = await casePage(
    world.table,
    visitOf({ language: 'en', locale: 'en-IE' }, { role: 'operator' }),
    id.refundCase('CN-1'),
    aShop(),
  );
  const body = shown?.body ?? '';
  expect(rowsBelow(body, 'Still to be credited')).toEqual([['Mug', '2', '1', '1', '1']]);
  expect(rowsBelow(body, 'Still refundable')).toEqual([['PayPal (main)', '€25.00', '€15.00', '€10.00', '€10.00']]);
});

it('shows why goods of the order came back, and whether a return brought their stock back', async () => {
  const ecom = readingsOfOneOrder();
  const aReturn = {
    returnId: '17',
    createdAt: '2026-11-10T09:00:00.000Z',
    status: 'authorized',
    reason: 'too small',
    action: 'refund',
    isStockAdjusted: true,
    lines: [{ orderLineId: id.line('1'), quantity: 1 }],
  };
  await ecom.record({ returns: [aReturn], creditNotes: [anObservedCreditNote()] });
  const visit = visitOf({ language: 'en', locale: 'en-IE' }, { role: 'viewer' });
  const body = (await casePage(ecom.table, visit, id.refundCase('INV00038'), aShop()))?.body ?? '';
  expect(rowsBelow(body, 'What the shop did').map((cells) => cells.slice(1))).toEqual([
    ['too small', 'refund · authorized', '1 × MUG', 'yes'],
  ]);
});

it('calls a payment as the shop knows it: a gift card, which is refunded nowhere, and one that no provider has', async () => {
  const ecom = readingsOfOneOrder();
  const card = aPayment({ kind: 'gift_card', provider: undefined, account: undefined, amountMinor: 1500 });
  const cash = aPayment({
    kind: 'manual',
    method: undefined,
    provider: undefined,
    account: undefined,
    amountMinor: 1000,
  });
  await ecom.record({ order: anOrder({ payments: [card, cash] }), creditNotes: [anObservedCreditNote()] });
  const visit = visitOf({ language: 'fr', locale: 'fr-FR' });
  const body = (await casePage(ecom.table, visit, id.refundCase('INV00038'), aShop()))?.body ?? '';
  const rows = rowsBelow(body, 'Encore remboursable').map(([name, , , , left]) => [name, left]);
  expect(rows).toEqual([
    ['Carte-cadeau', '–'],
    ['Sans fournisseur', expect.stringMatching(/^0,00.€$/)],
  ]);
});
