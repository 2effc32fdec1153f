import type { ShopId } from '../../shared/domain/ids.ts';
import { type Promised, sameMembers } from './promised.ts';
import { changedIn, type Ending, essenceOf } from './story.ts';

/** What was sent, said and left lying about on the way, and what became of the rows. */
export function aboutTraffic(shopId: ShopId, ending: Ending): Promised[] {
  const { system } = ending;
  const rows = system.table.rows();
  const eventIds = [...system.publishedEventIds()];
  const waiting = system.queues.flatMap((queue) => queue.messages());
  const said = JSON.stringify([rows.flatMap(({ event }) => event ?? []), system.logged()]);
  return [
    {
      property: 'each case has one event, under one id however often it was published',
      holds: sameMembers(
        eventIds,
        rows.filter(({ sk }) => sk === 'CASE').map(({ caseId }) => `refund-case-opened/${shopId}/${caseId}`),
      ),
      found: eventIds,
    },
    { property: 'nothing is left in a queue', holds: waiting.length === 0, found: waiting },
    {
      property: 'no personal data is in an event or a log line',
      holds: !said.includes('A Customer'),
      found: said,
    },
    ...aboutLetters(ending),
    ...aboutVersions(ending),
    ...aboutRepetition(ending),
  ];
}

function aboutLetters({ system }: Ending): Promised[] {
  const letters = system.table.rows().filter(({ pk, state }) => pk.startsWith('DEAD#') && state !== undefined);
  // Whoever was not answered, or died, may have sent a letter and does it once more.
  const faultCount = system.calls.trace().filter(({ process, fault }) => process === 'operator' && fault).length;
  const tooOften = letters.filter(({ pk, sk, messageIds }) => {
    const lives = Array.isArray(messageIds) ? messageIds.length : 0;
    return (system.operator.sendings().get(`${pk.slice('DEAD#'.length)}/${sk}`) ?? 0) > lives + faultCount;
  });
  const open = letters.filter(({ state }) => state !== 'replayed' && state !== 'discarded');
  const twice = letters.filter(
    ({ messageIds }) => Array.isArray(messageIds) && new Set(messageIds).size < messageIds.length,
  );
  return [
    { property: 'a message opens its letter once', holds: twice.length === 0, found: twice },
    { property: 'every dead letter goes back in the end', holds: open.length === 0, found: open },
    {
      property: 'a dead letter goes back once for each of its lives',
      holds: tooOften.length === 0,
      found: [...system.operator.sendings()],
    },
  ];
}

function aboutVersions({ system }: Ending): Promised[] {
  const back = system.table.readStream(0).filter(({ oldRow, newRow }) => {
    const [before, after] = [oldRow?.version, newRow?.version];
    return typeof before === 'number' && (typeof after !== 'number' || after < before);
  });
  return [{ property: 'no version ever goes back', holds: back.length === 0, found: back }];
}

function aboutRepetition({ system, essenceBefore }: Ending): Promised[] {
  if (essenceBefore === undefined) return [];
  const changed = changedIn(essenceBefore, essenceOf(system));
  return [{ property: 'sending every event again changes nothing', holds: changed.length === 0, found: changed }];
}
