import { describe, expect, it } from 'vitest';
import { type SimulatedRetail, simulatedRetailOf } from '../../../../infra/cli/simulated-retail.ts';
import { machineWithRetail } from '../../../support/machine-with-retail.ts';

const mug = { customSku: 'MUG', description: 'Mug', unitPrice: '10.00', onHand: 3 };
const pauses: number[] = [];
const pause = async (milliseconds: number): Promise<void> => {
  pauses.push(milliseconds);
};

async function retailOf(machine: ReturnType<typeof machineWithRetail>): Promise<SimulatedRetail> {
  const retail = await simulatedRetailOf({ ...machine, shopId: 'demo', pause });
  if (retail === undefined) throw new Error('The shop has no simulated Retail.');
  return retail;
}

describe('the simulated Retail of a machine', () => {
  it('takes articles in once, and shows what was sold and moved', async () => {
    const retail = await retailOf(machineWithRetail('demo'));
    await retail.countIn([mug, { ...mug, customSku: 'CUP', onHand: 0 }]);
    await retail.countIn([{ ...mug, onHand: 99 }]);
    const order = { orderNumber: 'ORD1', lines: [{ customSku: 'MUG', quantity: 2, unitPrice: '10.00' }] };
    await retail.linkSale({ ...order, otherAmount: '4.95' });
    await retail.linkRefund({ ...order, updateInventory: false });
    expect(await retail.counts()).toEqual({
      sales: 2,
      completedSales: 2,
      quantityWrites: 1,
      logRows: 4,
      traffic: { requests: 0, costUnits: 0, limited: 0 },
    });
    expect((await retail.sales()).map(({ total, paidWith }) => [total, paidWith])).toEqual([
      ['24.95', [{ type: 'ecom', amount: '24.95' }]],
      ['-20', [{ type: 'ecom', amount: '-20' }]],
    ]);
    expect(
      (await retail.inventoryLog()).map(({ quantityChange, reason, saleId }) => [quantityChange, reason, saleId]),
    ).toEqual([
      [3, 'Manually adjusted', 0],
      [-2, 'Sold', 1],
      [2, 'Returned to stock by refunding', 2],
      [-2, 'API removed', 0],
    ]);
  });

  it('is found again when the machine was started anew, at another address', async () => {
    const machine = machineWithRetail('demo');
    const retail = await retailOf(machine);
    await retail.countIn([mug]);
    machine.restart(3);
    expect(await retail.counts()).toMatchObject({ logRows: 1 });
    expect(pauses.length).toBeGreaterThan(2);
  });

  it('is given up when nobody comes back', async () => {
    const machine = machineWithRetail('demo');
    const retail = await retailOf(machine);
    machine.restart(Number.POSITIVE_INFINITY);
    await expect(retail.counts()).rejects.toThrow(/does not answer/);
  });

  it('is none where the shop has another Retail, and where the system is no machine', async () => {
    const machine = machineWithRetail('demo');
    expect(await simulatedRetailOf({ ...machine, shopId: 'other', pause })).toBeUndefined();
    const elsewhere = { send: async () => ({ status: 404, headers: {}, body: '{}' }) };
    expect(
      await simulatedRetailOf({ url: machine.url, shopId: 'demo', pause, httpFor: () => elsewhere }),
    ).toBeUndefined();
  });
});
