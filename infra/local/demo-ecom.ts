import { type DemoPlaces, pay, pressed, simulatedPlaces } from './demo-payments.ts';

/** The shop whose eCom is shown from the order to the match. */
const shopId = 'demo';

const line = (title: string, articleCode: string, quantity: number, unitPriceIncl: number) => ({
  title,
  articleCode,
  sku: articleCode,
  quantity,
  unitPriceIncl,
});

/** Orders that nothing was given back of yet: a person adds the credit note in the back office, and sees what follows. */
const orders = [
  {
    number: 'ORD00201',
    provider: 'stripe',
    paymentId: 'pi_demo_201',
    firstname: 'Noa',
    lastname: 'Beispiel',
    lines: [line('Linen shirt, S', 'SHIRT-S', 2, 39), line('Leather belt', 'BELT', 1, 21)],
    shippingIncl: 4.95,
    totalMinor: 10_395,
  },
  {
    number: 'ORD00202',
    provider: 'paypal',
    paymentId: '8XY00000DEMO202',
    firstname: 'Dominique',
    lastname: 'Exemple',
    lines: [line('Mug', 'MUG', 3, 15)],
    shippingIncl: 0,
    totalMinor: 4_500,
  },
] as const;

/**
 * Places orders in the simulated eCom of the demo shop and lets their customers pay at the providers, of whose ids eCom knows
 * nothing. To be done once; a second time the orders would be other ones.
 */
export async function placeDemoOrders(places: DemoPlaces & Readonly<{ now: Date }>): Promise<void> {
  const { providers, ecom } = await simulatedPlaces(places);
  const backOffice = ecom.find((shop) => shop.shopId === shopId);
  if (backOffice === undefined) return;
  for (const { provider, paymentId, totalMinor, ...placed } of orders) {
    const account = providers.find((each) => each.shopId === shopId && each.provider === provider);
    if (account === undefined) continue;
    const { number, firstname, lastname, ...rest } = placed;
    const paidWith = { paymentId: provider, paymentTitle: account.provider };
    await pressed(places, `${backOffice.backOfficeUrl}/place-order`, {
      number,
      firstname,
      lastname,
      ...paidWith,
      ...rest,
    });
    await pay(places, account.url, {
      paymentId,
      amountMinor: totalMinor,
      currency: 'EUR',
      paidAt: places.now.toISOString(),
      reference: number,
      customerName: `${firstname} ${lastname}`,
    });
  }
}
