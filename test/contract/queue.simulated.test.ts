import { simulatedQueue } from '../simulation/world/simulated-queue.ts';
import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { describeQueue } from './queue-contract.ts';

describeQueue('the simulated queue', async () => {
  const clock = virtualClock();
  const deadLetterQueue = simulatedQueue(clock, { name: 'dead-letters', visibilityTimeoutSeconds: 60 });
  const redrive = { deadLetterQueue, maxReceiveCount: 2 };
  const queue = simulatedQueue(clock, { name: 'queue', visibilityTimeoutSeconds: 60, redrive });
  return {
    queue,
    receive: async () => queue.receive(),
    delete: async (receiptHandle) => queue.delete(receiptHandle),
    release: async (receiptHandle) => queue.changeVisibility(receiptHandle, 0),
    deadLetters: async () => deadLetterQueue.receive(),
  };
});
