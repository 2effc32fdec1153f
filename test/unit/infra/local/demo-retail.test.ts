import { expect, it } from 'vitest';
import { simulatedRetailOf } from '../../../../infra/cli/simulated-retail.ts';
import { demoCases } from '../../../../infra/local/demo-cases.ts';
import { prepareDemoRetail } from '../../../../infra/local/demo-retail.ts';
import { machineWithRetail } from '../../../support/machine-with-retail.ts';

const cases = demoCases((daysAgo) => `2026-11-${String(28 - daysAgo).padStart(2, '0')}T09:00:00.000Z`);
const pause = () => Promise.resolve();

async function prepared(shopId: string, linkWritesRefunds: boolean) {
  const machine = machineWithRetail(shopId);
  const retail = await simulatedRetailOf({ ...machine, shopId, pause });
  if (retail === undefined) throw new Error('The shop has no simulated Retail.');
  await prepareDemoRetail(
    retail,
    cases.filter((demo) => demo.shopId === shopId),
    { linkWritesRefunds },
  );
  return { log: await retail.inventoryLog(), sales: await retail.sales() };
}

it('knows the articles of the demo orders, but for the one that nobody entered, and the orders at their totals', async () => {
  const { log, sales } = await prepared('demo', false);
  const counted = log.filter(({ reason }) => reason === 'Manually adjusted').map(({ customSku }) => customSku);
  expect(counted).toEqual(['SHIRT-S', 'BELT', 'MUG', 'TRAY', 'LAMP', 'CHAIR']);
  expect(sales.map(({ referenceNumber, total }) => `${referenceNumber} ${total}`)).toEqual([
    'ORD00123 103.95',
    'ORD00131 89',
    'ORD00098 64.85',
    'ORD00140 168.5',
    'ORD00151 15',
  ]);
});

it('shows both rows of a credit note that the link wrote without updating the inventory', async () => {
  const { log, sales } = await prepared('demo-observe', true);
  expect(log.slice(-2).map(({ quantityChange, reason }) => [quantityChange, reason])).toEqual([
    [1, 'Returned to stock by refunding'],
    [-1, 'API removed'],
  ]);
  expect(sales.at(-1)).toMatchObject({ total: '-34.5', referenceNumber: 'OBS00012' });
});
