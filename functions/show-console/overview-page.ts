import { html } from 'hono/html';
import { casePageTexts } from '../../shared/texts/case-page-texts.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { differenceTexts } from '../../shared/texts/difference-texts.ts';
import { overviewTexts } from '../../shared/texts/overview-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { amountText } from '../../shared/texts/refusal-text.ts';
import { dayOfInstantShown, instantShown } from '../../shared/texts/shown.ts';
import type { Translated } from '../../shared/texts/translated.ts';
import type { OverviewView } from '../../shared/views/overview-view.ts';
import { type Html, pageAnswer, pageOf, type Visit } from './page.ts';

/** How the shop stands, on one page. */
export function overviewPage(visit: Visit, view: OverviewView) {
  const { say } = visit;
  const { differences, lane, returnReasons, isCut } = view;
  const main = html`<div data-fresh>${isCut && html`<p>${say(overviewTexts.cut)}</p>`}
${warnings(visit, view)}
${money(visit, view)}
${figures(visit, view)}
<section><h2>${say(consoleTexts.differences)} <span class="count">${differences.reduce((sum, [, count]) => sum + count, 0)}</span></h2>
<ul>${differences.map(([reason, count]) => html`<li>${say(differenceTexts[reason])} <span class="count">${count}</span></li>`)}</ul></section>
${returnReasons.length > 0 && html`<section><h2>${say(overviewTexts.return_reasons)}</h2><ul>${returnReasons.map(([reason, count]) => html`<li>${reason} <span class="count">${count}</span></li>`)}</ul></section>`}
${lane && html`<section><h2>${say(overviewTexts.retail_queue)}</h2><p>${laneText(visit, lane)}</p></section>`}</div>`;
  return pageAnswer(visit, { title: say(consoleTexts.overview), current: 'overview', main });
}

/** Where an app may refund what people refund too. */
const warnings = ({ say }: Visit, { untakenRefunds }: OverviewView): readonly Html[] =>
  untakenRefunds.map(({ provider, account, untakenCount, count }) => {
    const text = say(overviewTexts.untaken)
      .replace('{untaken}', String(untakenCount))
      .replace('{count}', String(count))
      .replace('{account}', `${providerName(provider)} (${account})`);
    return html`<p class="banner">${text}</p>`;
  });

const ageTexts: readonly Translated[] = [
  overviewTexts.age_0,
  overviewTexts.age_4,
  overviewTexts.age_8,
  overviewTexts.age_15,
];

function money({ say, reader }: Visit, { outstanding }: OverviewView): Html {
  if (outstanding.length === 0) return html`<p>${say(overviewTexts.nothing_outstanding)}</p>`;
  const amount = (minor: number, currency: string): Html =>
    html`<td class="number">${amountText(minor, reader, currency)}</td>`;
  return html`<section><h2>${say(overviewTexts.outstanding)}</h2><div class="scroll" tabindex="0"><table>
<thead><tr><th>${say(consoleTexts.provider)}</th><th class="number">${say(overviewTexts.refunds)}</th><th class="number">${say(consoleTexts.amount)}</th><th class="number">${say(overviewTexts.overdue)}</th>
${ageTexts.map((text, index) => html`<th class="number"><span class="key age-${index}"></span> ${say(text)}</th>`)}<th>${say(overviewTexts.by_age)}</th></tr></thead>
<tbody>${outstanding.map((row) => {
    const { provider, currency, count, amountMinor, overdueMinor, byAgeMinor } = row;
    const name = provider === undefined ? '–' : providerName(provider);
    return html`<tr><th scope="row">${name} · ${currency}</th><td class="number">${count}</td>${amount(amountMinor, currency)}${amount(overdueMinor, currency)}
${byAgeMinor.map((minor) => amount(minor, currency))}<td>${ageBar(row, outstanding)}</td></tr>`;
  })}</tbody></table></div></section>`;
}

type Outstanding = OverviewView['outstanding'][number];

const barWidth = 200;

/** The amounts by age as one bar, whose length compares with the others of its currency; the figures stand beside it. */
function ageBar({ currency, byAgeMinor }: Outstanding, all: readonly Outstanding[]): Html {
  const most = Math.max(1, ...all.filter((row) => row.currency === currency).map(({ amountMinor }) => amountMinor));
  const widths = byAgeMinor.map((minor) => Math.round((barWidth * minor) / most));
  const starts = widths.map((_, index) => widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  return html`<svg class="bar" width="${barWidth}" height="14" viewBox="0 0 ${barWidth} 14" aria-hidden="true">${widths.map(
    (width, index) => html`<rect class="age-${index}" x="${starts[index]}" y="0" width="${width}" height="14"/>`,
  )}</svg>`;
}

function figures(visit: Visit, view: OverviewView): Html {
  const { say, reader, shop, role } = visit;
  const { oldest, endedThisMonth, letterCount, ecom } = view;
  const { byItself, byPerson, otherwise } = endedThisMonth;
  const endedCount = byItself + byPerson + otherwise;
  const fact = (label: Translated, value: unknown): Html => html`<div><dt>${say(label)}</dt><dd>${value}</dd></div>`;
  const share = new Intl.NumberFormat(reader.locale, { style: 'percent' }).format(byItself / Math.max(1, endedCount));
  return html`<section><h2>${say(overviewTexts.figures)}</h2><dl>
${oldest && fact(overviewTexts.oldest, html`<a href="${pageOf(shop.shopId, `cases/${encodeURIComponent(oldest.caseId)}`)}">${oldest.orderNumber}</a> · ${dayOfInstantShown(oldest.openedAt, reader, shop.timeZone)}`)}
${endedCount > 0 && fact(overviewTexts.match_rate, html`${share} (${byItself} / ${endedCount})`)}
${endedCount > 0 && fact(casePageTexts.matches, `${say(overviewTexts.by_person)} ${byPerson} · ${say(overviewTexts.otherwise)} ${otherwise}`)}
${ecom && fact(overviewTexts.ecom_seen, instantShown(ecom.seenUntil, reader, shop.timeZone))}
${ecom && fact(overviewTexts.missed_webhooks, ecom.foundBySweep)}
${role !== 'viewer' && fact(consoleTexts.dead_letters, html`<a href="/console/dead-letters">${letterCount}</a>`)}
</dl></section>`;
}

function laneText({ say }: Visit, { waiting, secondsToEmpty }: NonNullable<OverviewView['lane']>): string {
  const count = waiting.live + waiting.backlog;
  if (count === 0) return say(overviewTexts.nothing_waits);
  const minutes = Math.ceil(secondsToEmpty / 60);
  return say(overviewTexts.waits).replace('{count}', String(count)).replace('{minutes}', String(minutes));
}
