import { mayRefundAgain } from '../../../shared/domain/fact-change.ts';
import type { StoredCase } from '../../../shared/stores/refund-case-store.ts';
import type { Promised } from '../promised.ts';
import type { EcomEnding } from './ecom-play.ts';
import type { EcomStory } from './ecom-stories.ts';

/** What was published, and what it may lead to: one event for each case that began, and nothing where nobody may write. */
export function aboutEvents(cases: readonly StoredCase[], { shop, system }: EcomEnding): Promised[] {
  const rows = system.table.rows();
  const begun = rows.filter(({ sk, event }) => sk === 'CASE' && event !== undefined).map(({ caseId }) => caseId);
  const open = cases.filter(({ standing = 'open' }) => standing === 'open').map(({ caseId }) => caseId);
  const effects = rows.filter(({ sk }) => sk.startsWith('EFFECT#'));
  const ofNobody = effects.filter(({ pk }) => !begun.some((caseId) => pk.endsWith(`#${caseId}`)));
  const ids = [...new Set(system.publishedEventIds())].toSorted();
  const wanted = begun.map((caseId) => `refund-case-opened/${shop.shopId}/${caseId}`).toSorted();
  const history = cases.filter(({ standing, caseId }) => standing === 'history' && begun.includes(caseId));
  const writers = effects.map(({ facts }) => JSON.stringify(facts).includes('"writer":"nobody"'));
  const woken = system.laneQueue.messages();
  return [
    {
      property: 'each case whose effects began has one event, under one id however often it was published',
      holds: JSON.stringify(ids) === JSON.stringify(wanted) && open.every((caseId) => begun.includes(caseId)),
      found: { ids, wanted, open },
    },
    {
      property: 'history changes no stock and moves no money',
      holds: history.length === 0 && ofNobody.length === 0,
      found: { history, ofNobody },
    },
    {
      property: 'in watch mode nobody is asked to write anything',
      holds: !shop.watchMode || (writers.every(Boolean) && woken.length === 0),
      found: { effects, woken },
    },
  ];
}

/** Where webhooks are lost and the sweep heals it, somebody is told: an order that history brought in first is none of these. */
export function aboutHealing({ historyBeforeStep }: EcomStory, { system }: EcomEnding): Promised {
  const hasHeard = system.calls.trace().some(({ process }) => process === 'receive-ecom-webhook');
  const found = system.table.rows().filter(({ pk, changedAt }) => pk.startsWith('ECOM#') && changedAt !== undefined);
  const alarms = system.counted().filter((name) => name === 'WebhooksMissed');
  return {
    property: 'an alarm is raised for each order that only the sweep found',
    holds: hasHeard || historyBeforeStep !== undefined || alarms.length >= found.length,
    found: { alarms: alarms.length, found },
  };
}

/** Money that may go back a second time within minutes is not left for whoever looks at a list. */
export function aboutRepeating({ system }: EcomEnding): Promised {
  const repeating = system.table.rows().filter(({ subject }) => subject === mayRefundAgain);
  const alarms = system.counted().filter((name) => name === 'RefundsMayRepeat');
  return {
    property: 'an alarm is raised for each refund that an app may make again',
    holds: alarms.length >= repeating.length,
    found: { alarms: alarms.length, repeating },
  };
}
