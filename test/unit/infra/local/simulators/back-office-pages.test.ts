import { describe, expect, it } from 'vitest';
import { simulateEcom } from '../../../../../infra/local/simulators/ecom/ecom-simulator.ts';
import { noAnswer } from '../../../../../infra/local/simulators/simulator.ts';
import { testEcomShop } from '../../../../support/simulated-ecom.ts';

const base = `http://ecom.test/_back-office/${testEcomShop.apiKey}`;

function world() {
  const simulator = simulateEcom([testEcomShop]);
  let now = Date.parse('2026-11-20T10:00:00Z');
  const send = (method: 'GET' | 'POST', path: string, body = '', headers: Readonly<Record<string, string>> = {}) => {
    now += 1000;
    const answer = simulator.handle({ method, url: `${base}${path}`, headers, body }, now);
    if (answer === noAnswer) throw new Error('The back office does not answer.');
    return answer;
  };
  send(
    'POST',
    '/place-order',
    JSON.stringify({
      number: 'ORD1',
      firstname: '<b>Noa</b>',
      paymentId: 'stripe',
      lines: [{ title: 'Mug', articleCode: 'MUG', quantity: 2, unitPriceIncl: 12.5 }],
    }),
  );
  const lineField = /name="(line-\d+)"/.exec(send('GET', '/orders/ORD1').body)?.[1] ?? '';
  return { send, lineField };
}

describe('the simulated back office', () => {
  it('adds a credit note of the quantities that were typed, and shows it', () => {
    const { send, lineField } = world();
    const added = send('POST', '/orders/ORD1/credit', `${lineField}=1&inventory=on`);
    expect(added).toMatchObject({ status: 303 });
    expect(send('GET', '/orders/ORD1').body).toContain('12.50 ');
  });

  it('refuses more than was bought, and says why', () => {
    const { send, lineField } = world();
    const refused = send('POST', '/orders/ORD1/credit', `${lineField}=3`);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('exceeds what can be credited');
  });

  it('cancels an order, which can be credited no more', () => {
    const { send } = world();
    send('POST', '/orders/ORD1/cancel');
    const page = send('GET', '/orders/ORD1').body;
    expect(page).toContain('cancelled');
    expect(page).not.toContain('/credit"');
  });

  it('speaks the merchant’s French, and shows what customers typed as text', () => {
    const { send } = world();
    const page = send('GET', '/orders/ORD1', '', { 'accept-language': 'fr-CA' }).body;
    expect(page).toContain('Ajouter une facture de crédit');
    expect(page).toContain('Annuler la commande');
    expect(page).not.toContain('<b>Noa</b>');
    expect(send('GET', '/orders/ORD9').status).toBe(404);
  });
});
