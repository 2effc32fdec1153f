import { describe, expect, it } from 'vitest';
import { apiCorrectionReasons, reasonText, returnedByRefunding } from '../../../../shared/domain/retail-assumptions.ts';
import { hasStock, type RetailItem } from '../../../../shared/domain/retail-records.ts';

describe('a row of the inventory log', () => {
  it('reads for an operator as it does on the screen of Retail', () => {
    expect(reasonText(returnedByRefunding, 2)).toBe('Returned to stock by refunding');
    for (const reason of apiCorrectionReasons) {
      expect(reasonText(reason, -2)).toBe('API removed');
      expect(reasonText(reason, 2)).toBe('API added');
    }
  });

  it('reads as its code word where the list of reasons does not have it', () => {
    expect(reasonText('RemoveForTransfer', -1)).toBe('RemoveForTransfer');
  });
});

describe('an item', () => {
  const item: RetailItem = { itemId: '58', customSku: '', ean: '', upc: '', itemType: 'default', archived: false };

  it('has a stock level unless Retail keeps none for it', () => {
    expect(hasStock(item)).toBe(true);
    expect(hasStock({ ...item, itemType: 'non_inventory' })).toBe(false);
  });
});
