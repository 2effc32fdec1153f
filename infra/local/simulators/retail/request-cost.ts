/** Whether a relation leads to one record or to several, by its name. */
export type RelationKinds = Readonly<Record<string, Readonly<{ kind: 'one' | 'many' }>>>;

/** What the cost of a request depends on: only what stands in it, never what is stored. */
export type CostedRequest = Readonly<{
  method: string;
  resource: Readonly<{ name: string; relations: RelationKinds }>;
  /** A read without an id is a query, which may answer many rows. */
  id: string | undefined;
  /** `refund` of a sale. */
  action: string | undefined;
  parameters: URLSearchParams;
  payload: unknown;
}>;

const base = 1;
const ofSaleWrite = 2;
const ofCompletion = 3;
const ofRefund = 10;
const ofCount = 10;
const ofNestedEntity = 0.5;
const ofRelation = { one: 0.1, many: 0.2 } as const;

/** The drips that a request adds to the bucket, as the reference of the rate limits counts them. */
export function costOf(request: CostedRequest): number {
  const { method, resource, id, parameters } = request;
  if (method !== 'GET') return endpointCost(request) + ofNestedEntity * nestedEntities(request.payload);
  if (parameters.get('count') === '1') return ofCount;
  const relations = parameters.get('load_relations')?.match(/[\w.]+/g) ?? [];
  const loaded = relations[0] === 'all' ? Object.keys(resource.relations) : relations;
  return base + loaded.reduce((sum, name) => sum + relationCost(name, resource.relations, id === undefined), 0);
}

/** A relation costs twice as much where it may be loaded for several records: in a query, and within a relation to many. */
function relationCost(path: string, kinds: RelationKinds, isList: boolean): number {
  const [name = '', within] = path.split('.');
  const outer = kinds[name]?.kind ?? 'one';
  if (within === undefined) return ofRelation[outer] * (isList ? 2 : 1);
  // What stands within is one record each, for all that the model knows.
  return ofRelation.one * (isList || outer === 'many' ? 2 : 1);
}

function endpointCost({ method, resource, action, payload }: CostedRequest): number {
  if (action === 'refund') return ofRefund;
  if (resource.name !== 'Sale' && resource.name !== 'SaleLine') return base;
  const completes =
    method !== 'DELETE' && isRecord(payload) && ['true', true, 1, '1'].some((yes) => payload.completed === yes);
  return ofSaleWrite + (completes ? ofCompletion : 0);
}

/** Counts the records below the outermost one. What holds nothing but others, such as `SaleLines`, is none. */
function nestedEntities(payload: unknown): number {
  const below = Array.isArray(payload) ? payload : Object.values(isRecord(payload) ? payload : {});
  return below.reduce<number>((sum, value) => sum + (isEntity(value) ? 1 : 0) + nestedEntities(value), 0);
}

const isEntity = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).some((field) => typeof field !== 'object');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
