import { virtualClock } from '../simulation/world/virtual-clock.ts';
import { lampAndRug, simulatedEcom } from '../support/simulated-ecom.ts';
import { describeEcom } from './ecom-contract.ts';

describeEcom('the simulator', () => {
  const { http, backOffice } = simulatedEcom(virtualClock());
  const { orderId } = backOffice.place(lampAndRug);
  backOffice.credit({ order: orderId, lines: [{ line: 1, quantity: 1 }], shipping: true });
  return { http, orderId };
});
