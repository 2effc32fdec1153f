import { describe, expect, it } from 'vitest';
import { refundTaskOverdueV1 } from '../../../../events/refund-task-overdue.v1.ts';
import { publishOutbox } from '../../../../functions/publish-outbox/publish-outbox.ts';
import { simulatedBus } from '../../../simulation/world/simulated-bus.ts';
import { decisionWorld } from '../../../support/decision-world.ts';
import { aProviderRefund } from '../../../support/provider-world.ts';

const daySeconds = 24 * 3600;

/** The overdue events that all changes of the table up to now come to. */
async function published({ table }: Awaited<ReturnType<typeof decisionWorld>>) {
  const bus = simulatedBus({ rules: [] });
  const changes = table.readStream(0).map(({ sequenceNumber, newRow, oldRow }) => {
    return { sequenceNumber: String(sequenceNumber), newImage: newRow, oldImage: oldRow };
  });
  expect(await publishOutbox({ bus }, changes)).toBeUndefined();
  return bus
    .published()
    .filter(({ detailType }) => detailType === refundTaskOverdueV1.detailType)
    .map(({ detail }) => refundTaskOverdueV1.schema.parse(JSON.parse(detail)));
}

describe('a refund whose due day has passed', () => {
  it('is told to whoever wants to know, once, however often it is looked at', async () => {
    const world = await decisionWorld();
    expect(await published(world)).toEqual([]);
    for (let day = 0; day < 20; day += 1) {
      world.clock.advance(daySeconds * 1000);
      await world.look('CN-1');
    }
    const { dueOn } = (await world.task()).facts;
    expect(await published(world)).toMatchObject([
      {
        metadata: { eventId: `refund-task-overdue/demo/CN-1~1/${dueOn}`, correlationId: 'CN-1', shopId: 'demo' },
        data: { taskId: 'CN-1~1', caseId: 'CN-1', orderNumber: 'ORD00123', amountMinor: 1000, currency: 'EUR', dueOn },
      },
    ]);
  });

  it('is not told again when its money comes back after it was refunded', async () => {
    const world = await decisionWorld({}, { providerPaymentId: 'CAP-1' });
    world.clock.advance(20 * daySeconds * 1000);
    await world.look('CN-1');
    const refund = aProviderRefund({ createdAt: world.clock.now(), statusAt: world.clock.now() });
    await world.say({ refunds: [refund] });
    expect((await world.task()).state).toEqual({ name: 'matched' });
    world.clock.advance(daySeconds * 1000);
    await world.say({ refunds: [{ ...refund, status: 'returned', statusAt: world.clock.now() }] });
    await world.look('CN-1');
    expect(await world.differences()).toContain('credit_note_without_refund CN-1~1 1000');
    expect(await published(world)).toHaveLength(1);
  });
});
