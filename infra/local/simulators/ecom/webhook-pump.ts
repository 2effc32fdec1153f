import * as z from 'zod';
import { noAnswer, type Simulator } from '../simulator.ts';
import { backOfficePath } from './ecom-back-office.ts';

const waiting = z.object({
  deliveries: z.array(z.object({ address: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })),
});
const pauseMilliseconds = 50;
const patienceMilliseconds = 5_000;

/**
 * Takes the webhook calls that wait in the shops and sends them, one after the other and each once: whether eCom tries
 * a second time nobody has shown. Runs until the thread ends.
 */
export async function pumpWebhooks(simulator: Simulator, keys: readonly string[], now: () => number): Promise<never> {
  for (;;) {
    for (const key of keys) for (const call of taken(simulator, key, now())) await sendOnce(call);
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}

type Delivery = z.infer<typeof waiting>['deliveries'][number];

function taken(simulator: Simulator, key: string, now: number): readonly Delivery[] {
  const url = `http://localhost${backOfficePath}${key}/deliveries`;
  const answer = simulator.handle({ method: 'POST', url, headers: {}, body: '' }, now);
  return answer === noAnswer ? [] : waiting.parse(JSON.parse(answer.body)).deliveries;
}

async function sendOnce({ address, headers, body }: Delivery): Promise<void> {
  try {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const response = await fetch(address, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
  } catch {
    // Nobody listens there any more, or the machine is ending: the call is lost, as calls of webhooks are.
  }
}
