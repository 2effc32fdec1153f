import { beforeEach, describe, expect, it } from 'vitest';
import { answerCase } from '../../../functions/answer-case/answer-case.ts';
import { casePage } from '../../../functions/show-console/case-page.ts';
import { differencesPage } from '../../../functions/show-console/differences-page.ts';
import { toDoPage } from '../../../functions/show-console/to-do-page.ts';
import type { CaseAnswer } from '../../../shared/domain/case-answer.ts';
import type { CaseId } from '../../../shared/domain/ids.ts';
import { cancellation, copyCandidate } from '../../support/copied-orders.ts';
import { anObservedCreditNote } from '../../support/observed-orders.ts';
import { aShop, id } from '../../support/orders.ts';
import { readingsOfOneOrder } from '../../support/readings.ts';
import { visitOf } from '../../support/visits.ts';

let ecom: ReturnType<typeof readingsOfOneOrder>;
beforeEach(() => {
  ecom = readingsOfOneOrder();
});

const english = { language: 'en', locale: 'en-IE' } as const;
const operator = visitOf(english, { role: 'operator' });
const viewer = visitOf(english, { role: 'viewer' });
const cancelCase = id.refundCase('cancellation:ORD00123');
const noteCase = id.refundCase('INV00038');
const copied = { cancellation, copyCandidates: [copyCandidate] };
const threeMugs = anObservedCreditNote({
  totalMinor: 3000,
  lines: [{ orderLineId: id.line('1'), quantity: 3, amountMinor: 3000 }],
});

const pageOfCase = async (caseId: CaseId, visit = operator): Promise<string> =>
  (await casePage(ecom.table, visit, caseId, aShop()))?.body ?? '';
const toDo = async (visit = operator): Promise<string> => (await toDoPage(ecom.table, visit)).body;
const answersOffered = (body: string) => [...body.matchAll(/name="answer" value="(\w+)"/g)].map(([, answer]) => answer);
const answer = (caseId: CaseId, given: CaseAnswer) =>
  answerCase(ecom, { shopId: ecom.shopId, shop: aShop(), caseId, answer: given, by: 'anna', seen: '*' });

describe('a cancelled order that may have been replaced by its copy', () => {
  beforeEach(async () => {
    await ecom.record(copied);
  });

  it('is asked about on the page of its case, with both answers and the version that was seen', async () => {
    const body = await pageOfCase(cancelCase);
    expect(body).toContain('Was order ORD00123 replaced by its cheaper copy ORD00124?');
    expect(answersOffered(body)).toEqual(['copy', 'real_cancellation']);
    expect(body).toMatch(/data-action="\/shops\/demo\/cases\/cancellation%3AORD00123\/answer" data-etag="[\w-]{16}"/);
    expect(body).toContain('What goes back depends on the answer.');
  });

  it('shows a viewer the question and what follows, and nothing to press', async () => {
    const body = await pageOfCase(cancelCase, viewer);
    expect(body).toContain('Only the difference goes back: €3.00');
    expect(body).toContain('Somebody with the role of an operator answers.');
    expect(body).not.toContain('class="decision"');
  });

  it('is a job of the list with the way to the question, and no difference; answered it leaves the list', async () => {
    const body = await toDo();
    expect(body).toContain('href="/console/demo/cases/cancellation%3AORD00123#question"');
    expect(body).toContain('ORD00123</a> · €25.00 · Customer One');
    expect((await differencesPage(ecom.table, operator)).body).not.toContain('ORD00123');
    await answer(cancelCase, 'copy');
    expect(await toDo()).not.toContain('ORD00124');
  });

  it('once answered asks no more, and what happened says who answered what', async () => {
    await answer(cancelCase, 'copy');
    const body = await pageOfCase(cancelCase);
    expect(answersOffered(body)).toEqual([]);
    expect(body).not.toContain('depends on the answer');
    expect(body).toMatch(/Case answered: Yes, ORD00124 is its copy · anna/);
  });

  it('escapes what an article calls itself', async () => {
    const title = '<script>alert(1)</script>';
    const lines = copyCandidate.order.lines.map((line) => ({ ...line, sku: '', title }));
    const other = readingsOfOneOrder();
    const order = { ...copyCandidate.order, lines };
    const original = { ...order, orderNumber: id.order('ORD00123'), placedAt: '2026-11-02T14:59:00.000Z' };
    await other.record({
      ...copied,
      order: { ...original, shippingMinor: 500 },
      copyCandidates: [{ ...copyCandidate, order }],
    });
    const body = (await casePage(other.table, operator, cancelCase, aShop()))?.body ?? '';
    expect(body).toContain('&lt;script&gt;alert(1)');
    expect(body).not.toContain(title);
  });
});

describe('a credit note that the rules object to', () => {
  it('is asked about with what the rules object to, what to do instead, and both answers', async () => {
    await ecom.record({ creditNotes: [threeMugs] });
    const body = await pageOfCase(noteCase);
    expect(body).toContain('More articles than can still be credited.');
    expect(body).toContain('Lower the quantity of the line on the credit note.');
    expect(answersOffered(body)).toEqual(['let_pass', 'record_only']);
    // It stands among the differences, and one thing stands in one place.
    expect(await toDo()).not.toContain('ORD00123');
  });
});
