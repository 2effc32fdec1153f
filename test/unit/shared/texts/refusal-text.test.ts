import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../../shared/lambda/reader.ts';
import { amountText, refusalText, remedyText } from '../../../../shared/texts/refusal-text.ts';
import { inLanguage } from '../../../../shared/texts/translated.ts';
import { id } from '../../../support/orders.ts';

const tooMany = { code: 'quantity_exceeds_remaining', orderLineId: id.line('7'), asked: 3, remaining: 2 } as const;
const tooMuch = { code: 'amount_exceeds_remaining', part: 'shipping', asked: 1250, remaining: 500 } as const;
const readerWith = (acceptLanguage?: string) => readerOf({ 'accept-language': acceptLanguage });

/** Node's amounts with the spaces that people see as spaces. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('a refusal', () => {
  it('says pieces as they are and amounts in the currency of the order', () => {
    expect(refusalText(tooMany, readerWith('en'), 'EUR')).toBe(
      'More articles than can still be credited. Line 7. Asked: 3. Left: 2.',
    );
    expect(refusalText(tooMuch, readerWith('en'), 'EUR')).toBe(
      'More money than can still be refunded. Shipping costs. Asked: €12.50. Left: €5.00.',
    );
  });

  it('is in French for who reads French, with the amounts of their region', () => {
    expect(plain(refusalText(tooMuch, readerWith('fr-FR'), 'EUR'))).toBe(
      'Le montant dépasse ce qui peut encore être remboursé. Frais d’expédition. Demandé : 12,50 €. Reste : 5,00 €.',
    );
    expect(plain(amountText(1250, readerWith('fr-CA'), 'CAD'))).toBe('12,50 $');
    expect(plain(amountText(1250, readerWith('fr-FR'), 'CAD'))).toBe('12,50 $CA');
  });

  it('says what to do about it', () => {
    expect(remedyText(tooMany, readerWith('fr'))).toBe('Réduisez la quantité de la ligne sur la note de crédit.');
  });

  it('leaves an amount in minor units where no currency is known', () => {
    expect(amountText(1250, readerWith('en'), undefined)).toBe('1250');
  });
});

describe('who reads', () => {
  it.each([
    [undefined, 'en', 'en'],
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr', 'fr-CA'],
    ['en;q=0.5, fr;q=0.9', 'fr', 'fr'],
    ['es, fr;q=0.1', 'fr', 'fr'],
    ['es', 'en', 'en'],
    ['fr;q=0, en', 'en', 'en'],
    ['*', 'en', 'en'],
    ['DE-ch', 'de', 'DE-ch'],
    ['fr-€', 'en', 'en'],
  ])('of %s is %s in %s', (header, language, locale) => {
    expect(readerWith(header)).toEqual({ language, locale });
  });

  it('of a language that a text lacks gets English', () => {
    expect(inLanguage({ en: 'Order', fr: 'Commande' }, readerWith('nl'))).toBe('Order');
    expect(inLanguage({ en: 'Order', fr: 'Commande', nl: 'Bestelling' }, readerWith('nl'))).toBe('Bestelling');
  });
});
