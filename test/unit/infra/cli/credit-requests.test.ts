import { describe, expect, it } from 'vitest';
import { resolveCreditNotes } from '../../../../infra/cli/import/credit-note-resolution.ts';
import { orderNumberOf, requestsOf } from '../../../../infra/cli/import/credit-requests.ts';
import type { Invoice } from '../../../../infra/cli/import/online-retail-file.ts';
import { aCreditNote, anOrder } from './invoices.ts';

const requests = (...invoices: readonly Invoice[]) => resolveCreditNotes(invoices).flatMap(requestsOf);
const ids = (...invoices: readonly Invoice[]) => requests(...invoices).map(({ requestId }) => requestId);

describe('the requests of a credit note', () => {
  it('are one for each order that gives goods back', () => {
    const orders = [anOrder('500001', [['MUG', 4]]), anOrder('500002', [['MUG', 3]])];
    expect(ids(...orders, aCreditNote('C500003', [['MUG', 5]]))).toEqual(['C500003/500002', 'C500003/500001']);
  });

  it('ask for too much and for unknown goods apart, so that they cannot spoil what is right', () => {
    const order = anOrder('500001', [
      ['MUG', 4],
      ['CUP', 1],
    ]);
    const note = aCreditNote('C500002', [
      ['MUG', 9],
      ['CUP', 1],
      ['JUG', 1],
    ]);
    expect(ids(order, note)).toEqual(['C500002/500001', 'C500002/500001/excess', 'C500002/unknown']);
  });

  it('name an order line once, with the pieces of all lines of the note that come from it', () => {
    const [request] = requests(
      anOrder('500001', [['MUG', 4]]),
      aCreditNote('C500002', [
        ['MUG', 1],
        ['MUG', 2],
      ]),
    );
    expect(request?.lines).toEqual([{ orderLineId: '1', quantity: 3, noteLines: [0, 1] }]);
  });

  it('carry what is not goods on the newest order that gives goods back, as shipping and as an adjustment', () => {
    const orders = [anOrder('500001', [['MUG', 1]]), anOrder('500002', [['CUP', 1]])];
    const note = aCreditNote('C500003', [
      ['MUG', 1],
      ['CUP', 1],
      ['POST', 1, '18.00'],
      ['M', 2, '0.75'],
      ['D', 1, '3'],
    ]);
    const costs = requests(...orders, note).map((request) => [orderNumberOf(request), request.costs]);
    expect(costs).toEqual([
      ['500001', undefined],
      ['500002', { shippingMinor: 1800, adjustmentMinor: 450, reason: 'POST Article POST; M Article M; D Article D' }],
    ]);
  });

  it('of a note without goods are one without lines, for there is no order to name', () => {
    const [request, ...others] = requests(anOrder('500001', [['MUG', 1]]), aCreditNote('C500002', [['M', 1]]));
    expect(others).toEqual([]);
    expect(request).toMatchObject({ requestId: 'C500002/unknown', order: undefined, lines: [], costs: undefined });
  });
});
