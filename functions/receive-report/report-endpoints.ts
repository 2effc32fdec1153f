import * as z from 'zod';
import { seenUntil } from '../../shared/domain/coverage.ts';
import { type Endpoint, endpoint, ignored } from '../../shared/lambda/http.ts';
import { knownCaller } from '../../shared/lambda/known-caller.ts';
import { knownShop } from '../../shared/lambda/known-shop.ts';
import { type HttpAnswer, ProblemError } from '../../shared/lambda/problem.ts';
import type { Settings } from '../../shared/ports/settings.ts';
import type { UnreadableReportError } from '../../shared/reports/report-source.ts';
import {
  type AccountCoverage,
  type CoveredAccount,
  coveringChannels,
  readCoverage,
} from '../../shared/stores/coverage-store.ts';
import { shopIdSchema } from '../../shared/stores/id-schemas.ts';
import { listReports, readReport } from '../../shared/stores/report-store.ts';
import { problemTexts } from '../../shared/texts/problem-texts.ts';
import { announceReport } from './announce-report.ts';
import { announcementIn, announcementSchema } from './announcement.ts';
import type { HandedIn, ReceiveReportDependencies } from './handed-in.ts';
import { receiveReport } from './receive-report.ts';
import { reportView } from './report-view.ts';
import { startReport } from './start-report.ts';

const inShop = z.object({ shopId: shopIdSchema });
const ofReport = inShop.extend({ reportId: z.string().min(1).max(100) });
const decimalMarks = { point: '.', comma: ',' } as const;
const handInQuery = z.strictObject({
  account: z.string().min(1).default('main'),
  fileName: z.string().trim().min(1).max(200).optional(),
  dateOrder: z.enum(['day_first', 'month_first']).optional(),
  decimal: z.enum(['point', 'comma']).optional(),
});
const fileOrAnnouncement = z.union([announcementSchema, z.instanceof(Buffer)], {
  error: 'The file itself must be the body, or what it is going to be.',
});

const problems = {
  account_unknown: [404, 'The shop has no such account at this provider.'],
  report_unknown: [404, 'There is no report with this id.'],
  upload_missing: [409, 'The file of this report is not there.'],
  upload_differs: [409, 'What was uploaded is not what was announced.'],
} as const;

/** Every endpoint about reports and what they cover. */
export function reportEndpoints({
  settings,
  ...dependencies
}: ReceiveReportDependencies & Readonly<{ settings: Settings }>): Readonly<Record<string, Endpoint>> {
  const { table } = dependencies;

  async function handedIn(handed: HandedIn, body: z.output<typeof fileOrAnnouncement>): Promise<HttpAnswer> {
    if ('sha256' in body) {
      const { fileName = handed.fileName, ...seal } = body;
      return answerTo(await announceReport(dependencies, { ...handed, fileName, seal }));
    }
    return answerTo(await receiveReport(dependencies, { ...handed, bytes: body }));
  }

  return {
    'POST /shops/{shopId}/reports/{provider}': endpoint(
      { path: inShop.extend({ provider: z.string().min(1) }), query: handInQuery, body: fileOrAnnouncement },
      async ({ path: { shopId, provider }, query, body, caller, headers }) => {
        const shop = await knownShop(settings, shopId);
        const { account, fileName, dateOrder, decimal } = query;
        const decimalMark = decimal && decimalMarks[decimal];
        const said = { provider, account, fileName, dateOrder, decimalMark };
        return handedIn(
          { shopId, shop, by: knownCaller(caller).subject, ...said },
          announcementIn(body, headers) ?? body,
        );
      },
    ),
    'POST /shops/{shopId}/reports/{reportId}/start': endpoint(
      { path: ofReport, query: ignored, body: ignored },
      async ({ path: { shopId, reportId } }) => {
        await knownShop(settings, shopId);
        return answerTo(await startReport(dependencies, shopId, reportId));
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
      { path: ofReport, query: ignored, body: ignored },
      async ({ path: { shopId, reportId } }) => {
        await knownShop(settings, shopId);
        const report = await readReport(table, shopId, reportId);
        if (report === undefined) throw problemOf('report_unknown');
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

type Outcome = Awaited<ReturnType<typeof receiveReport | typeof announceReport | typeof startReport>>;

function answerTo(outcome: Outcome): HttpAnswer {
  switch (outcome.kind) {
    case 'taken':
    case 'started':
      return { status: 202, body: reportView(outcome.report) };
    case 'awaited':
      return { status: 202, body: { ...reportView(outcome.report), upload: outcome.upload } };
    case 'known':
      return { status: 200, body: reportView(outcome.report) };
    case 'unreadable':
      throw unreadable(outcome.error);
    default:
      throw problemOf(outcome.kind);
  }
}

function problemOf(code: keyof typeof problems): ProblemError {
  const [status, title] = problems[code];
  return new ProblemError(status, code, title);
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
