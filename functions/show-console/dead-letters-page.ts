import { html } from 'hono/html';
import type { Table } from '../../shared/ports/table.ts';
import { listDeadLetters, type StoredLetter } from '../../shared/stores/dead-letter-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { deadLetterPageTexts, letterKindTexts } from '../../shared/texts/dead-letter-texts.ts';
import { instantShown } from '../../shared/texts/shown.ts';
import { decisionForm } from './forms.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';

const mostLetters = 100;

/**
 * Messages that exhausted their retries: looked at, selected, planned and sent back, or given up with a reason. `maySee`
 * says which of them this person may see.
 */
export async function deadLettersPage(
  table: Table,
  visit: Visit,
  maySee: (letter: Pick<StoredLetter, 'shopId'>) => boolean,
) {
  const { say, role } = visit;
  const page = await listDeadLetters(table, mostLetters);
  const letters = page.items.filter(maySee);
  const main =
    letters.length === 0
      ? html`<p data-fresh>${say(deadLetterPageTexts.none)}</p>`
      : html`<p>${say(deadLetterPageTexts.explained)}</p>
<form class="replay" data-words="${wordsFor(visit)}">
${letters.map((letter) => letterCard(visit, letter))}
${role !== 'viewer' && html`<div class="actions"><label class="inline"><input type="checkbox" data-selects-all> ${say(deadLetterPageTexts.all)}</label><button class="main">${say(deadLetterPageTexts.plan)}</button><button type="button" hidden>${say(deadLetterPageTexts.stop)}</button></div>`}
<output></output></form>
${role !== 'viewer' && letters.map((letter) => discardForm(visit, letter))}
${page.cursor !== undefined && html`<p>${say(consoleTexts.more)}</p>`}`;
  return pageAnswer(visit, { title: say(consoleTexts.dead_letters), current: 'dead-letters', main });
}

/** What the script says of a plan, of how far it is, and of one letter. */
function wordsFor({ say }: Visit): string {
  const { run, progress, replayed, stopped } = deadLetterPageTexts;
  const { would_change_nothing, would_do_its_work, would_fail_again, cannot_tell } = deadLetterPageTexts;
  const verdicts = { would_change_nothing, would_do_its_work, would_fail_again, cannot_tell };
  const words = Object.entries({ run, progress, replayed, stopped, ...verdicts });
  return JSON.stringify(Object.fromEntries(words.map(([name, text]) => [name, say(text)])));
}

function letterCard(visit: Visit, letter: StoredLetter): Html {
  const { say, reader, shop, role } = visit;
  const { queueName, letterId, kind, state, attempts, lastSeenAt, caseId, shopId, orderNumber } = letter;
  const codes = [...new Set(attempts.map(({ errorCode }) => errorCode))].join(', ');
  const about = caseId ?? orderNumber;
  const name = JSON.stringify({ queueName, letterId });
  return html`<article class="letter" id="letter-${letterId}" aria-labelledby="head-${letterId}">
<h3 id="head-${letterId}">${role !== 'viewer' && state === 'open' && html`<input type="checkbox" name="letter" value="${name}" aria-labelledby="head-${letterId}"> `}${say(letterKindTexts[kind])}${codes !== '' && html` · <code>${codes}</code>`}</h3>
<p class="facts"><span>${queueName}</span><span>${say(deadLetterPageTexts.attempts)} ${attempts.length}</span><span>${instantShown(lastSeenAt, reader, shop.timeZone)}</span>
${about !== undefined && shopId !== undefined && html`<a href="${pageOf(shopId, `cases/${encodeURIComponent(about)}`)}">${about}</a>`}</p>
<details data-looks-at="/dead-letters/${queueName}/${letterId}" data-words="${wordsFor(visit)}"><summary>${say(deadLetterPageTexts.look)}</summary><p></p><pre class="scroll" tabindex="0" aria-labelledby="head-${letterId}"></pre></details></article>`;
}

function discardForm({ say }: Visit, { queueName, letterId, state }: StoredLetter): Html | undefined {
  if (state !== 'open') return undefined;
  const fields = html`<label>${say(consoleTexts.reason)} <input name="reason" required minlength="3" maxlength="500"></label>`;
  const action = `/dead-letters/${queueName}/${letterId}/discard`;
  return html`<details><summary>${say(deadLetterPageTexts.discard)} · <code>${letterId}</code></summary>${decisionForm({ action }, fields, say(deadLetterPageTexts.discard))}</details>`;
}
