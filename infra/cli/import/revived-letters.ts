import type { AvoirClient } from '../avoir-client.ts';
import { planReplay, runReplay } from '../replaying.ts';

const lettersPerSecond = 100;

/** Sends back what has died in a shop, as an operator would; answers how many letters went. What dies again waits for the next time. */
export async function reviveLetters(client: AvoirClient, shopId: string, stop: AbortSignal): Promise<number> {
  let replay = await planReplay(client, { selection: { shopId }, ratePerSecond: lettersPerSecond });
  if (replay.letterCount === 0) return 0;
  for await (const reached of runReplay(client, replay, stop)) replay = reached;
  return replay.sent;
}
