import { describe, expect, it } from 'vitest';
import { readCoverage } from '../../../shared/stores/coverage-store.ts';
import { reportWorld } from '../../support/report-world.ts';

const header = 'provider,account,refundId,paymentId,amount,currency,status,refundedAt,reference,customerName,kind\n';
const refund = (number: number): string =>
  `paypal,main,RF-${number},CAP-${number},10.00,EUR,done,2026-11-12T10:00:00Z,,Customer One,refund\n`;

describe('whatever breaks off', () => {
  const content = Buffer.from(header + [0, 1, 2, 3, 4].map(refund).join(''));

  /** Hands the file in and has it read; whatever breaks off is done again, as clients and queues do it. */
  async function handedIn(breaksAt: number, when: 'before' | 'after', way: 'upload' | 'post') {
    let calls = 0;
    const world = reportWorld(async (_, perform) => {
      calls += 1;
      if (calls === breaksAt && when === 'before') throw new Error('It broke off.');
      const answer = await perform();
      if (calls === breaksAt) throw new Error('It broke off.');
      return answer;
    });
    const { upload, start, receive, read, comesBack, report, facts, table, shopId, account } = world;
    const again = async <Answer>(step: () => Promise<Answer>, back: () => void = () => undefined): Promise<Answer> =>
      step().catch((error: unknown) => {
        if (!(error instanceof Error && error.message === 'It broke off.')) throw error;
        back();
        return step();
      });
    if (way === 'upload') {
      const reportId = await again(() => upload(content));
      await again(() => start(reportId));
    } else await again(() => receive(content.toString()));
    await again(() => read({ sliceMilliseconds: 0 }), comesBack);
    const { reportId } = listed(table.rows());
    const found = await report(reportId);
    const coverage = await readCoverage(table, shopId, [account]);
    const { state, counts, nextRow } = found ?? {};
    return { calls, result: { reportId, state, counts, nextRow, refunds: facts().refunds, coverage } };
  }
  const listed = (rows: readonly Readonly<Record<string, unknown>>[]) => {
    const reports = rows.filter(({ sk }) => sk === 'REPORT');
    expect(reports).toHaveLength(1);
    return { reportId: String(reports[0]?.reportId) };
  };

  it.each(['upload', 'post'] as const)(
    'while a report comes in by %s, the same again ends where it would have',
    async (way) => {
      const undisturbed = await handedIn(0, 'before', way);
      expect(undisturbed.result).toMatchObject({ state: 'done', nextRow: 5, counts: { refunds: 5, rejected: 0 } });
      for (const when of ['before', 'after'] as const) {
        for (let breaksAt = 1; breaksAt <= undisturbed.calls; breaksAt += 1) {
          const { result } = await handedIn(breaksAt, when, way);
          expect({ breaksAt, when, ...result }).toEqual({ breaksAt, when, ...undisturbed.result });
        }
      }
      expect((await handedIn(0, 'before', way === 'post' ? 'upload' : 'post')).result).toEqual(undisturbed.result);
    },
  );
});
