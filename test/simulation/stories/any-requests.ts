import type { Asked, Story } from '../story.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import { cancellationOf, creditNoteOf, shop } from './credit-note-to-task.ts';

const mostGroups = 3;
const mostAtOnce = 3;
const name = 'any requests';

/** Up to nine requests on two orders: parts, the whole, the same again, the same id with other content, cancellations, some at once. */
export const anyRequests = {
  name,
  tell(random: SeededRandom): Story {
    const earlier: Asked[] = [];
    const groups = Array.from({ length: 1 + random.below(mostGroups) }, () =>
      Array.from({ length: 1 + random.below(mostAtOnce) }, () => {
        const asked = oneRequest(random, earlier);
        earlier.push(asked);
        return asked;
      }),
    );
    return { name, shop, groups };
  },
} as const;

function oneRequest(random: SeededRandom, earlier: readonly Asked[]): Asked {
  if (earlier.length > 0 && random.chance(25)) return random.pick(earlier);
  const orderNumber = random.pick(['ORD00123', 'ORD00124']);
  if (random.chance(20)) return cancellationOf(orderNumber);
  // Few ids, so that some are used again, for other content or for the other order.
  const creditNoteId = `CN-${random.below(5)}`;
  return creditNoteOf(creditNoteId, orderNumber, {
    lines: ['1', '2'].flatMap((orderLineId) => aLine(random, orderLineId)),
    refundShipping: random.chance(30),
    updateInventory: random.chance(50),
  });
}

function aLine(random: SeededRandom, orderLineId: string): readonly object[] {
  if (random.chance(30)) return [];
  const quantity = random.below(3);
  const isByValue = quantity === 0 || random.chance(30);
  return [{ orderLineId, quantity, ...(isByValue && { amountMinor: 1 + random.below(700) }) }];
}
