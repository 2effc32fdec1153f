import { expect, it } from 'vitest';
import { aProviderRefund, providerWorld } from '../../../support/provider-world.ts';

it('raises nothing about a task that another look settled while this one was reading', async () => {
  let beforeSecondCaseIsRead: (() => Promise<void>) | undefined;
  const world = providerWorld({}, (table) => ({
    ...table,
    query: async (query) => {
      const other = query.partition.endsWith('#CN-2') ? beforeSecondCaseIsRead : undefined;
      if (other !== undefined) {
        beforeSecondCaseIsRead = undefined;
        await other();
      }
      return table.query(query);
    },
  }));
  await world.credit();
  await world.credit({ creditNoteId: 'CN-2' });
  const both = aProviderRefund({ amountMinor: 2000 });
  beforeSecondCaseIsRead = () => world.match(both);
  await world.say({ refunds: [both] });
  expect(beforeSecondCaseIsRead).toBeUndefined();
  expect([(await world.task('CN-1')).state, (await world.task('CN-2')).state]).toEqual([
    { name: 'matched' },
    { name: 'matched' },
  ]);
  expect(await world.differences()).toEqual([]);
});
