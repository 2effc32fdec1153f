/** The query of a request, as the API reads it. */
export type ListQuery = URLSearchParams;

const most = 250;
const usual = 50;
// The real one drifts and ends: pages behind the hundredth give nothing.
const lastPage = 100;

/** One page of a list, by `since_id` or by `page`; an unreadable number counts as not given. */
export function pageOf<Item extends { id: number }>(items: readonly Item[], query: ListQuery): readonly Item[] {
  const number = (name: string): number | undefined => {
    const value = Number.parseInt(query.get(name) ?? '', 10);
    return Number.isFinite(value) ? value : undefined;
  };
  const limit = Math.min(most, Math.max(1, number('limit') ?? usual));
  const sinceId = number('since_id');
  const sorted = items.toSorted((a, b) => a.id - b.id);
  if (sinceId !== undefined) return sorted.filter(({ id }) => id > sinceId).slice(0, limit);
  const page = Math.max(1, number('page') ?? 1);
  return page > lastPage ? [] : sorted.slice((page - 1) * limit, page * limit);
}

/** Whether something was made and changed within the bounds of a query, which are UTC as `2026-03-04 09:00:00`. */
export function isWithin(
  { createdAt, updatedAt }: Readonly<{ createdAt: string; updatedAt: string }>,
  query: ListQuery,
): boolean {
  const bound = (name: string): number | undefined => {
    const text = query.get(name);
    return text === null ? undefined : Date.parse(`${text.replace(' ', 'T')}Z`);
  };
  const between = (instant: string, from: number | undefined, to: number | undefined) =>
    Date.parse(instant) >= (from ?? Number.NEGATIVE_INFINITY) &&
    Date.parse(instant) <= (to ?? Number.POSITIVE_INFINITY);
  return (
    between(createdAt, bound('created_at_min'), bound('created_at_max')) &&
    between(updatedAt, bound('updated_at_min'), bound('updated_at_max'))
  );
}

/** Keeps the members that `fields` names, all when it names none. */
export function selected(shown: Record<string, unknown>, query: ListQuery): Record<string, unknown> {
  const fields = query.get('fields')?.split(',');
  if (fields === undefined) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([name]) => fields.includes(name)));
}
