import * as z from 'zod';

const answerSchema = z.looseObject({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * Which items of a batch a function says have failed (`ReportBatchItemFailures`). As Lambda does, an answer in another
 * form and one that names an item which is not in the batch fail the whole batch; no answer at all fails none.
 */
export function failedItems(answer: unknown, identifiers: readonly string[]): ReadonlySet<string> {
  if (answer === null || answer === undefined) return new Set();
  const parsed = answerSchema.safeParse(answer);
  const failed = new Set(parsed.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(identifiers);
  return parsed.success && [...failed].every((identifier) => known.has(identifier)) ? failed : known;
}
