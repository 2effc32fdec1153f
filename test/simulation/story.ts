import { acceptCancellation } from '../../functions/accept-cancellation/accept-cancellation.ts';
import { cancellationRequestSchema } from '../../functions/accept-cancellation/cancellation-request.ts';
import { acceptCreditNote } from '../../functions/accept-credit-note/accept-credit-note.ts';
import { creditNoteRequestSchema } from '../../functions/accept-credit-note/credit-note-request.ts';
import type { Acceptance } from '../../shared/acceptance/accept-refund-case.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { type Disturbance, type ReconciliationSystem, reconciliationSystem } from './world/reconciliation-system.ts';

/** One thing that somebody asks for, as it would come in by HTTP. */
export type Asked =
  | Readonly<{ kind: 'credit_note'; body: unknown }>
  | Readonly<{ kind: 'cancellation'; body: unknown }>;

/** What happens in a story: groups one after the other, what is in one group all at once. */
export type Story = Readonly<{ name: string; shop: ShopSettings; groups: readonly (readonly Asked[])[] }>;

/** How a story ended: the answer that each asker got in the end, and the system at rest. */
export type Ending = Readonly<{
  answers: readonly Readonly<{ asked: Asked; answer: Acceptance }>[];
  system: ReconciliationSystem;
}>;

const mostRounds = 5_000;
const mostTries = 200;

/** The system did not come to rest, or an asker never got an answer: something waits for ever. */
class NeverAtRestError extends Error {
  override readonly name = 'NeverAtRestError';
}

/** Plays a story to its end under a disturbance: until everybody has an answer and nothing is left to do but wait for people. */
export async function play(story: Story, disturbance: Disturbance): Promise<Ending> {
  const system = reconciliationSystem(story.shop, disturbance);
  const answers: { asked: Asked; answer: Acceptance }[] = [];
  for (const group of story.groups) {
    const answered = await Promise.all(
      group.map(async (asked) => ({ asked, answer: await askUntilAnswered(system, story.shop, asked) })),
    );
    answers.push(...answered);
    await workUntilQuiet(system);
  }
  return { answers, system };
}

/** Asks as the caller of the API does: a request without an answer, or with 503, is sent again. */
async function askUntilAnswered(system: ReconciliationSystem, shop: ShopSettings, asked: Asked): Promise<Acceptance> {
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    // An unanswered request is what the caller sees of any fault behind the API.
    const answer = await ask(system, shop, asked).catch((): 'unanswered' => 'unanswered');
    if (typeof answer !== 'string' && answer.kind !== 'contended') return answer;
  }
  throw new NeverAtRestError('A request was never answered.');
}

function ask(system: ReconciliationSystem, shop: ShopSettings, { kind, body }: Asked): Promise<Acceptance | 'crashed'> {
  const shopId = shopIdSchema.parse(shop.shopId);
  // As in production the body is parsed anew from text at each try.
  const text = JSON.stringify(body);
  return system.run((table, clock) =>
    kind === 'credit_note'
      ? acceptCreditNote(
          { table, clock },
          { shopId, shop, dryRun: false, request: creditNoteRequestSchema.parse(JSON.parse(text)) },
        )
      : acceptCancellation(
          { table, clock },
          { shopId, shop, dryRun: false, request: cancellationRequestSchema.parse(JSON.parse(text)) },
        ),
  );
}

/** Lets every worker work in turn; when none has anything to do, goes on to the next time a message shows itself. */
async function workUntilQuiet(system: ReconciliationSystem): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    let worked = false;
    for (const { work } of system.workers) worked = (await work()) || worked;
    if (worked) continue;
    const next = system.queues.map((queue) => queue.nextVisibleAt()).filter((at) => at !== undefined);
    if (next.length === 0) return;
    system.clock.advanceTo(Math.min(...next));
  }
  throw new NeverAtRestError('The system never came to rest.');
}
