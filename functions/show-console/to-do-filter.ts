import { html } from 'hono/html';
import * as z from 'zod';
import { isOverdue } from '../../shared/domain/refund-task.ts';
import type { StoredTask } from '../../shared/stores/refund-task-store.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import { type Html, pageOf, type Visit } from './page.ts';

/** Where a person must be for a job, in the order of the list. */
export const places = ['provider_portal', 'ecom', 'bank', 'retail', 'seen_by_itself'] as const;
/** One of these places. */
export type Place = (typeof places)[number];

const whose = ['mine', 'nobody'] as const;
// What a form sends of a field that nobody filled in.
const blank = z.literal('').transform(() => undefined);

/** Which refunds somebody asks for, in the address of the page; nothing is all. */
export const toDoFilterSchema = z.object({
  provider: z.union([blank, z.string().min(1)]).optional(),
  who: z.union([blank, z.enum(whose)]).optional(),
  overdue: z.literal('on').optional(),
  /** One place alone, page by page. */
  place: z.enum(places).optional(),
  from: z.coerce.number().int().nonnegative().max(100_000).default(0),
});

/** Which refunds somebody asks for. */
export type ToDoFilter = z.output<typeof toDoFilterSchema>;

/** All that is to be done. */
export const wholeList: ToDoFilter = { from: 0 };

/** Whether all kinds of jobs are asked for, be it of one place. */
export const isEmptyFilter = ({ provider, who, overdue }: ToDoFilter): boolean =>
  provider === undefined && who === undefined && overdue === undefined;

/** Whether a refund is among those that are asked for. */
export function isAsked(
  { facts }: StoredTask,
  { subject, shop }: Visit,
  { provider, who, overdue }: ToDoFilter,
): boolean {
  if (provider !== undefined && facts.payment.provider !== provider) return false;
  if (overdue !== undefined && !isOverdue(facts, shop.today)) return false;
  switch (who) {
    case undefined:
      return true;
    case 'mine':
      return facts.taken?.by === subject;
    case 'nobody':
      return facts.taken === undefined;
  }
}

/** The form by which a person says which refunds they want to see. */
export function toDoFilter({ say, shop }: Visit, tasks: readonly StoredTask[], asked: ToDoFilter): Html {
  const providers = [...new Set(tasks.flatMap(({ facts }) => facts.payment.provider ?? []))].toSorted();
  const option = (value: string, text: string, chosen: string | undefined): Html =>
    html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${text}</option>`;
  return html`<form action="${pageOf(shop.shopId, 'to-do')}" class="fields" aria-label="${say(jobTexts.filter)}">
<label>${say(consoleTexts.provider)} <select name="provider">${option('', say(jobTexts.all_providers), asked.provider)}${providers.map((each) => option(each, providerName(each), asked.provider))}</select></label>
<label>${say(jobTexts.who)} <select name="who">${option('', say(jobTexts.of_everybody), asked.who)}${option('mine', say(jobTexts.of_mine), asked.who)}${option('nobody', say(jobTexts.of_nobody), asked.who)}</select></label>
<label class="inline"><input type="checkbox" name="overdue"${asked.overdue && html` checked`}> ${say(jobTexts.overdue_only)}</label>
<button>${say(jobTexts.apply_filter)}</button></form>`;
}
