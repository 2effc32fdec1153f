import * as z from 'zod';
import { seenUntil } from '../../shared/domain/coverage.ts';
import { type Endpoint, endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { ProblemError } from '../../shared/lambda/problem.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { UnreadableReportError } from '../../shared/reports/report-source.ts';
import {
  type AccountCoverage,
  type CoveredAccount,
  coveringChannels,
  readCoverage,
} from '../../shared/stores/coverage-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import type { StoredReport } from '../../shared/stores/report-row.ts';
import { listReports, readReport } from '../../shared/stores/report-store.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import { type ReceiveReportDependencies, receiveReport } from './receive-report.ts';

const inShop = z.object({ shopId: shopIdSchema });
const decimalMarks = { point: '.', comma: ',' } as const;
const uploadQuery = z.strictObject({
  account: z.string().min(1).default('main'),
  fileName: z.string().trim().min(1).max(200).optional(),
  dateOrder: z.enum(['day_first', 'month_first']).optional(),
  decimal: z.enum(['point', 'comma']).optional(),
});
const file = z.instanceof(Buffer, { error: 'The file itself must be the body.' });

/** Every endpoint about reports and what they cover. */
export function reportEndpoints({
  settings,
  ...dependencies
}: ReceiveReportDependencies & Readonly<{ settings: Settings }>): Readonly<Record<string, Endpoint>> {
  const { table } = dependencies;
  return {
    'POST /shops/{shopId}/reports/{provider}': endpoint(
      { path: inShop.extend({ provider: z.string().min(1) }), query: uploadQuery, body: file },
      async ({ path: { shopId, provider }, query, body: bytes, caller }) => {
        if (caller === undefined) throw new Error('A report reached its endpoint and nobody is known to hand it in.');
        const shop = await knownShop(settings, shopId);
        const { account, fileName, dateOrder, decimal } = query;
        const decimalMark = decimal && decimalMarks[decimal];
        const said = { provider, account, fileName, dateOrder, decimalMark };
        const outcome = await receiveReport(dependencies, { shopId, shop, bytes, by: caller.subject, ...said });
        switch (outcome.kind) {
          case 'taken':
            return { status: 202, body: reportView(outcome.report) };
          case 'known':
            return { status: 200, body: reportView(outcome.report) };
          case 'account_unknown':
            throw new ProblemError(404, 'account_unknown', 'The shop has no such account at this provider.');
          case 'unreadable':
            throw unreadable(outcome.error);
        }
      },
    ),
    'GET /shops/{shopId}/reports': endpoint(
      {
        path: inShop,
        query: z.strictObject({
          limit: z.coerce.number().int().min(1).max(100).default(50),
          cursor: z.string().min(1).optional(),
        }),
        body: ignored,
      },
      async ({ path: { shopId }, query: { limit, cursor } }) => {
        await knownShop(settings, shopId);
        const page = await listReports(table, shopId, limit, cursor);
        return { status: 200, body: { items: page.items.map(reportView), next: page.cursor ?? null } };
      },
    ),
    'GET /shops/{shopId}/reports/{reportId}': endpoint(
      { path: inShop.extend({ reportId: z.string().min(1).max(100) }), query: ignored, body: ignored },
      async ({ path: { shopId, reportId } }) => {
        await knownShop(settings, shopId);
        const report = await readReport(table, shopId, reportId);
        if (report === undefined) throw new ProblemError(404, 'report_unknown', 'There is no report with this id.');
        return { status: 200, body: reportView(report) };
      },
    ),
    'GET /shops/{shopId}/coverage': endpoint(
      { path: inShop, query: ignored, body: ignored },
      async ({ path: { shopId } }) => {
        const { providers } = await knownShop(settings, shopId);
        const coverage = await readCoverage(table, shopId, providers);
        const items = providers.map((account, index) => coverageView(account, coverage[index] ?? {}));
        return { status: 200, body: { items, next: null } };
      },
    ),
  };
}

/** A report as it is shown, with how much of it is read. */
export function reportView(report: StoredReport) {
  const { version: _, schema: __, partCount: ___, dialect: ____, place, ...shown } = report;
  return { ...shown, bytesRead: report.state === 'done' ? report.bytes : place.byte };
}

/** What was seen whole of an account, by channel, and until when. */
export function coverageView({ provider, account }: CoveredAccount, coverage: AccountCoverage) {
  const channels = coveringChannels.flatMap((channel) => {
    const spans = coverage[channel] ?? [];
    return spans.length === 0 ? [] : [{ channel, spans, seenUntil: seenUntil(spans) }];
  });
  return { provider, account, channels };
}

const unreadable = ({ reason, sample, message }: UnreadableReportError): ProblemError =>
  new ProblemError(422, reason, problemTexts[reason]?.en ?? reason, {
    detail: message,
    ...(sample !== undefined && { sample }),
  });
