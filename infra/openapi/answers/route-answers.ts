import type * as z from 'zod';
import type { routes } from '../../../shared/lambda/routes.ts';

type AnyRoute = (typeof routes)[number];
type Page = { functionName: 'show-console' | 'serve-assets' | 'open-session' };
type Webhook = { path: `/webhooks/${string}` };
type Name<Each> = Each extends AnyRoute ? `${Each['method']} ${Each['path']}` : never;

/** A route of the JSON API by its name. Pages are for people, and webhooks for the systems that send them. */
export type DescribedRoute = Name<Exclude<AnyRoute, Page | Webhook>>;

/** One answer that says what was asked for: JSON of a schema, or a file. */
export type Answer = Readonly<{
  says: string;
  content: z.ZodType | Readonly<{ mediaType: string }>;
  /** Whether its header `ETag` names the version that the next decision has to show. */
  hasTag?: boolean;
}>;

/** How many people may decide at once: `required` where one would hide what the other said, `optional` where that is seen. */
export type TagNeed = 'required' | 'optional';

/** What a route answers, by status; `problems` are the codes that it has beside those of every route like it. */
export type RouteAnswers = Readonly<{
  answers: Readonly<Partial<Record<200 | 201 | 202, Answer>>>;
  problems?: Readonly<Partial<Record<400 | 404 | 409 | 422 | 503, readonly string[]>>>;
  tag?: TagNeed;
  takesKey?: boolean;
}>;
