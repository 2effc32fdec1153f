import type { CreditRequest } from './credit-requests.ts';
import type { RequestOutcome } from './request-sending.ts';

/** What one accepted credit note must come to in Retail: units of articles, and the credit. */
export type ExpectedReturn = Readonly<{
  caseId: string;
  currency: string;
  creditMinor: number;
  units: ReadonlyMap<string, number>;
}>;

/** The returns that follow from these answers, one for each case. */
export function expectedReturns(
  requests: readonly CreditRequest[],
  outcomes: ReadonlyMap<string, RequestOutcome>,
): readonly ExpectedReturn[] {
  return requests.flatMap((request): ExpectedReturn[] => {
    const accepted = outcomes.get(request.requestId)?.accepted;
    if (accepted === undefined) return [];
    const { caseId, currency, totalMinor: creditMinor } = accepted;
    return [{ caseId, currency, creditMinor, units: unitsOf(request) }];
  });
}

function unitsOf({ order, lines }: CreditRequest): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { orderLineId, quantity } of lines) {
    const articleCode = order?.lines.find(({ position }) => String(position) === orderLineId)?.articleCode;
    if (articleCode !== undefined) units.set(articleCode, (units.get(articleCode) ?? 0) + quantity);
  }
  return units;
}
