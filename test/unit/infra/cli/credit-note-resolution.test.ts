import { describe, expect, it } from 'vitest';
import { resolveCreditNotes } from '../../../../infra/cli/import/credit-note-resolution.ts';
import type { Invoice } from '../../../../infra/cli/import/online-retail-file.ts';
import { aCreditNote, anOrder } from './invoices.ts';

/** Per credit note and line: the kind of its source and what is taken as `order/position×quantity`. */
const resolve = (...invoices: readonly Invoice[]) =>
  resolveCreditNotes(invoices).map(({ sources }) =>
    sources.map((source) =>
      'shares' in source
        ? [
            source.kind,
            ...source.shares.map(
              ({ order, orderLine, quantity }) => `${order.number}/${orderLine.position}×${quantity}`,
            ),
          ]
        : [source.kind],
    ),
  );

describe('finding the orders that a credit note is about', () => {
  it('takes from the newest earlier order that carries the article, then from the one before', () => {
    const orders = [anOrder('500001', [['MUG', 4]]), anOrder('500002', [['MUG', 3]]), anOrder('500003', [['CUP', 9]])];
    expect(resolve(...orders, aCreditNote('C500004', [['MUG', 5]]))).toEqual([
      [['covered', '500002/1×3', '500001/1×2']],
    ]);
  });

  it('takes several lines of one article in line order', () => {
    const order = anOrder('500001', [
      ['MUG', 2],
      ['CUP', 1],
      ['MUG', 3],
    ]);
    expect(resolve(order, aCreditNote('C500002', [['MUG', 4]]))).toEqual([[['covered', '500001/1×2', '500001/3×2']]]);
  });

  it('remembers what earlier credit notes and earlier lines took', () => {
    const order = anOrder('500001', [['MUG', 5]]);
    const notes = [
      aCreditNote('C500002', [['MUG', 3]]),
      aCreditNote('C500003', [
        ['MUG', 1],
        ['MUG', 1],
        ['MUG', 1],
      ]),
    ];
    expect(resolve(order, ...notes)).toEqual([
      [['covered', '500001/1×3']],
      [
        ['covered', '500001/1×1'],
        ['covered', '500001/1×1'],
        ['exceeds', '500001/1×1'],
      ],
    ]);
  });

  it('takes nothing for a line that is more than what is left, so that a smaller one still fits', () => {
    const order = anOrder('500001', [['MUG', 5]]);
    expect(
      resolve(
        order,
        aCreditNote('C500002', [
          ['MUG', 6],
          ['MUG', 5],
        ]),
      ),
    ).toEqual([
      [
        ['exceeds', '500001/1×6'],
        ['covered', '500001/1×5'],
      ],
    ]);
  });

  it('finds no sale that comes later, is of another customer, or has no customer at all', () => {
    const invoices = [
      anOrder('500001', [['MUG', 5]], '13047'),
      aCreditNote('C500002', [['MUG', 1]]),
      aCreditNote('C500003', [['MUG', 1]], ''),
      anOrder('500004', [['MUG', 5]]),
    ];
    expect(resolve(...invoices)).toEqual([[['no_earlier_sale']], [['no_earlier_sale']]]);
  });

  it('never looks for carriage, fees and manual entries among the goods', () => {
    const order = anOrder('500001', [
      ['POST', 1, '18.00'],
      ['M', 5],
    ]);
    expect(
      resolve(
        order,
        aCreditNote('C500002', [
          ['POST', 1],
          ['M', 1],
        ]),
      ),
    ).toEqual([[['not_goods'], ['not_goods']]]);
  });
});
