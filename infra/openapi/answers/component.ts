import * as z from 'zod';

/** The schemas that have a name in the document: whatever holds one of them refers to it instead of repeating it. */
export const components = z.registry<{ id: string }>();

type Scalar = string | number | boolean | null | undefined;

/** The same, which nobody may change: a schema's own type lets its lists be written to. */
type Shown<Type> = unknown extends Type
  ? Type
  : Type extends Scalar
    ? Type
    : Type extends readonly (infer Item)[]
      ? readonly Shown<Item>[]
      : { readonly [Name in keyof Type]: Shown<Type[Name]> };

/** The same with every member required, which tells a member that only one of two types knows. */
type Whole<Type> = unknown extends Type
  ? Type
  : Type extends Scalar
    ? Type
    : Type extends readonly (infer Item)[]
      ? readonly Whole<Item>[]
      : { readonly [Name in keyof Type]-?: Whole<Exclude<Type[Name], undefined>> };

type IsSame<One, Other> = [One, Other] extends [Other, One] ? true : false;

/** Nothing more where a schema says what the code answers, member by member; else what no schema is. */
type HeldTo<Body, Described> = [Body] extends [Shown<Described>]
  ? IsSame<Whole<Body>, Whole<Described>> extends true
    ? unknown
    : { readonly differs: 'The schema and what the code answers have different members.'; readonly answered: Body }
  : { readonly differs: 'The code answers what the schema does not let pass.'; readonly answered: Body };

/** Names a schema in the document. */
export function named<Schema extends z.ZodType>(id: string, description: string, schema: Schema): Schema {
  const described = schema.describe(description);
  components.add(described, { id });
  return described;
}

/**
 * Names a schema and holds it to what the code answers: `component<CaseView>()('Case', …)`. A member that is missing, wrong
 * or too much in either of them does not compile.
 */
export const component =
  <Body>() =>
  <Schema extends z.ZodType>(
    id: string,
    description: string,
    schema: Schema & HeldTo<Body, z.output<Schema>>,
  ): Schema =>
    named(id, description, schema);

/** A list of a component, as every list is answered; `next` is the cursor of the next page. */
export function listOf<Item extends z.ZodType>(item: Item) {
  const id = `${components.get(item)?.id}List`;
  const list = z.object({
    items: z.array(item),
    next: z.string().nullable().describe('The cursor of the next page; null on the last one.'),
  });
  components.add(list, { id });
  return list;
}
