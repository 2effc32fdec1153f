import { expect, it } from 'vitest';
import { toDoPage } from '../../../functions/show-console/to-do-page.ts';
import { providerWorld } from '../../support/provider-world.ts';
import { visitOf } from '../../support/visits.ts';

it('shows the customers of more refunds than one read of the table takes', async () => {
  const world = providerWorld();
  for (let number = 1; number <= 101; number += 1) {
    const orderNumber = `ORD${1000 + number}`;
    const customer = { name: `Customer ${number}`, email: 'one@example.com' };
    await world.credit({ creditNoteId: `CN-${number}`, orderNumber }, { orderNumber, customer });
  }
  const { body } = await toDoPage(world.table, visitOf({ language: 'en', locale: 'en-IE' }));
  for (const name of ['Customer 1<', 'Customer 101<']) expect(body).toContain(name);
  expect(body.match(/<article class="job"/g)).toHaveLength(101);
});
