import { html } from 'hono/html';
import type { CoveredSpan } from '../../shared/domain/coverage.ts';
import type { Table } from '../../shared/ports/table.ts';
import { coveringChannels, readCoverage } from '../../shared/stores/coverage-store.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';
import { listReports } from '../../shared/stores/report-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { reportPageTexts, reportStateTexts } from '../../shared/texts/report-texts.ts';
import { dayShown, instantShown } from '../../shared/texts/shown.ts';
import { type Html, pageAnswer, type Visit } from './page.ts';

const reportsOfPage = 25;

/** The providers' reports: hand one in, see what was read and rejected, and up to which day each account was seen. */
export async function reportsPage(table: Table, visit: Visit, uploadOrigin: string) {
  const { say, role, shop } = visit;
  const [reports, coverage] = await Promise.all([
    listReports(table, shop.shopId, reportsOfPage),
    readCoverage(table, shop.shopId, shop.providers),
  ]);
  const main = html`${role !== 'viewer' && shop.providers.length > 0 && uploadForm(visit)}
<div data-fresh><section><h2>${say(reportPageTexts.covered)}</h2><dl>${shop.providers.map(
    ({ provider, account }, index) => {
      const channels = coveringChannels.flatMap((channel) =>
        (coverage[index]?.[channel] ?? []).map(
          (span) => html`<span>${spanText(visit, span)} (${say(reportPageTexts[`channel_${channel}`])})</span><br>`,
        ),
      );
      return html`<div><dt>${providerName(provider)} (${account})</dt><dd>${channels.length === 0 ? say(reportPageTexts.nothing_seen) : channels}</dd></div>`;
    },
  )}</dl></section>
<section><h2>${say(reportPageTexts.reports)}</h2>${reports.items.length === 0 ? html`<p>${say(reportPageTexts.none)}</p>` : reports.items.map((report) => reportCard(visit, report))}</section></div>`;
  const title = say(reportPageTexts.reports);
  return pageAnswer(visit, { title, current: 'reports', main, connectsTo: [uploadOrigin] });
}

const spanText = ({ reader }: Visit, { from, until }: CoveredSpan): string =>
  `${dayShown(from, reader)} – ${dayShown(until, reader)}`;

function uploadForm({ say, shop }: Visit): Html {
  const accounts = shop.providers.map(({ provider, account }) => {
    const value = `/shops/${shop.shopId}/reports/${encodeURIComponent(provider)}?account=${encodeURIComponent(account)}`;
    return html`<option value="${value}">${providerName(provider)} (${account})</option>`;
  });
  const uploadWords = JSON.stringify({
    looking: say(reportPageTexts.looking),
    sending: say(reportPageTexts.sending),
    failed: say(reportPageTexts.upload_failed),
  });
  return html`<section><h2>${say(reportPageTexts.hand_in)}</h2><p>${say(reportPageTexts.explained)}</p>
<form class="upload decision" data-words="${uploadWords}"><label>${say(reportPageTexts.account)} <select name="to">${accounts}</select></label>
<label>${say(reportPageTexts.files)} <input type="file" name="files" multiple required accept=".csv,.json,.txt,text/csv,application/json"></label>
<label>${say(reportPageTexts.dates)} <select name="dateOrder"><option value="">${say(reportPageTexts.as_shown)}</option><option value="day_first">${say(reportPageTexts.day_first)}</option><option value="month_first">${say(reportPageTexts.month_first)}</option></select></label>
<button class="main">${say(reportPageTexts.send)}</button><output role="alert"></output></form></section>`;
}

function reportCard(visit: Visit, report: StoredReport): Html {
  const { say, reader, shop } = visit;
  const { reportId, fileName, format, provider, account, state, counts, rejectedRows, uploadedAt, uploadedBy } = report;
  const { firstDay, lastDay, refusal } = report;
  const days = firstDay && lastDay ? spanText(visit, { from: firstDay, until: lastDay }) : '–';
  return html`<article id="report-${reportId}" aria-labelledby="head-${reportId}"><h3 id="head-${reportId}">${fileName ?? format ?? providerName(provider)} · ${say(reportStateTexts[state])}</h3>
<p class="facts"><span>${providerName(provider)} (${account})</span>${format && html`<span>${format}</span>`}<span>${instantShown(uploadedAt, reader, shop.timeZone)} · ${uploadedBy}</span></p>
<dl><div><dt>${say(reportPageTexts.days)}</dt><dd>${days}</dd></div><div><dt>${say(reportPageTexts.refunds)}</dt><dd>${counts.refunds}</dd></div>
<div><dt>${say(reportPageTexts.payments)}</dt><dd>${counts.payments}</dd></div><div><dt>${say(reportPageTexts.rejected)}</dt><dd>${counts.rejected}</dd></div></dl>
${refusal && html`<p role="note">${refusedText(visit, refusal)}</p>`}${isAtWork(state) && progressOf(visit, report)}${
  rejectedRows.length > 0 &&
  html`<details><summary>${say(reportPageTexts.rejected_rows)}</summary><table><thead><tr><th class="number">${say(reportPageTexts.line)}</th><th>${say(consoleTexts.reason)}</th></tr></thead><tbody>${rejectedRows.map(
    ({ line, reason }) => html`<tr><td class="number">${line}</td><td>${reason}</td></tr>`,
  )}</tbody></table></details>`
}</article>`;
}

const isAtWork = (state: StoredReport['state']): boolean => state === 'checking' || state === 'reading';

/** How much of a file was read, or looked through; a screen reader is told in words. */
function progressOf({ say }: Visit, { bytes, place, nextRow }: StoredReport): Html {
  const percent = Math.floor((100 * place.byte) / bytes);
  const text = say(reportPageTexts.progress).replace('{percent}', String(percent)).replace('{rows}', String(nextRow));
  return html`<p><progress max="${bytes}" value="${place.byte}" aria-label="${text}"></progress> ${text}</p>`;
}

function refusedText({ say }: Visit, { reason, detail, sample }: NonNullable<StoredReport['refusal']>): string {
  const text = problemTexts[reason];
  const why = text === undefined ? detail : say(text);
  return sample === undefined ? why : `${why} (${sample})`;
}
