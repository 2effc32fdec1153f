import * as z from 'zod';
import { noAnswer, type Simulator } from '../simulator.ts';
import { accountPath, type ProviderAccountSettings } from './provider-state.ts';

const waiting = z.object({
  deliveries: z.array(z.object({ path: z.string(), headers: z.record(z.string(), z.string()), body: z.string() })),
});
const pauseMilliseconds = 50;
const patienceMilliseconds = 5_000;
const mostAttempts = 5;
const pauseBeforeNextMilliseconds = 500;

/** Takes the webhook calls that wait at the providers and sends each to whoever listens, until the thread ends. */
export async function pumpProviderWebhooks(
  simulator: Simulator,
  accounts: readonly ProviderAccountSettings[],
  { now, listenerUrl }: Readonly<{ now: () => number; listenerUrl: string }>,
): Promise<never> {
  for (;;) {
    for (const account of accounts) for (const call of taken(simulator, account, now())) await send(listenerUrl, call);
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}

type Delivery = z.infer<typeof waiting>['deliveries'][number];

function taken(simulator: Simulator, account: ProviderAccountSettings, now: number): readonly Delivery[] {
  const url = `http://localhost${accountPath(account)}/_deliveries`;
  const answer = simulator.handle({ method: 'POST', url, headers: {}, body: '' }, now);
  return answer === noAnswer ? [] : waiting.parse(JSON.parse(answer.body)).deliveries;
}

/** Sends a call until somebody takes it or refuses it, a few times: providers try for days. */
async function send(url: string, { path, headers, body }: Delivery): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    try {
      const signal = AbortSignal.timeout(patienceMilliseconds);
      const response = await fetch(`${url}${path}`, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch {
      // Nobody listens yet, or not any more; after the last attempt the call is lost, and the provider is asked later.
    }
    await new Promise((resolve) => setTimeout(resolve, pauseBeforeNextMilliseconds));
  }
}
