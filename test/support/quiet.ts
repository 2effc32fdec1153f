import { setTimeout as delay } from 'node:timers/promises';
import type { Machine } from '../../infra/local/machine.ts';

const quietMilliseconds = 1_500;

/** Waits until a machine does nothing more for what it was given. */
export async function quiet({ meter }: Pick<Machine, 'meter'>): Promise<void> {
  const used = () => meter.read().reduce((sum, { amount }) => sum + amount, 0);
  for (let before = Number.NaN; before !== used(); ) {
    before = used();
    await delay(quietMilliseconds);
  }
}
