import { html } from 'hono/html';
import * as z from 'zod';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts } from '../../shared/texts/job-texts.ts';
import { providerName } from '../../shared/texts/provider-texts.ts';
import type { TaskView } from '../../shared/views/task-view.ts';
import { type Html, pageOf, type Visit } from './page.ts';

const whose = ['mine', 'nobody'] as const;
// What a form sends of a field that nobody filled in.
const blank = z.literal('').transform(() => undefined);

/** Which refunds somebody asks for, in the address of the page; nothing is all. */
export const toDoFilterSchema = z.object({
  provider: z.union([blank, z.string().min(1)]).optional(),
  who: z.union([blank, z.enum(whose)]).optional(),
  overdue: z.literal('on').optional(),
});

/** Which refunds somebody asks for. */
export type ToDoFilter = z.output<typeof toDoFilterSchema>;

/** Whether all are asked for. */
export const isEmptyFilter = (filter: ToDoFilter): boolean =>
  Object.values(filter).every((value) => value === undefined);

/** Whether a refund is among those that are asked for. */
export function isAsked(task: TaskView, { subject }: Visit, { provider, who, overdue }: ToDoFilter): boolean {
  if (provider !== undefined && task.provider !== provider) return false;
  if (overdue !== undefined && !task.isOverdue) return false;
  switch (who) {
    case undefined:
      return true;
    case 'mine':
      return task.taken?.by === subject;
    case 'nobody':
      return task.taken === undefined;
  }
}

/** The form by which a person says which refunds they want to see. */
export function toDoFilter({ say, shop }: Visit, tasks: readonly TaskView[], asked: ToDoFilter): Html {
  const providers = [...new Set(tasks.flatMap(({ provider }) => provider ?? []))].toSorted();
  const option = (value: string, text: string, chosen: string | undefined): Html =>
    html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${text}</option>`;
  return html`<form action="${pageOf(shop.shopId, 'to-do')}" class="fields" aria-label="${say(jobTexts.filter)}">
<label>${say(consoleTexts.provider)} <select name="provider">${option('', say(jobTexts.all_providers), asked.provider)}${providers.map((each) => option(each, providerName(each), asked.provider))}</select></label>
<label>${say(jobTexts.who)} <select name="who">${option('', say(jobTexts.of_everybody), asked.who)}${option('mine', say(jobTexts.of_mine), asked.who)}${option('nobody', say(jobTexts.of_nobody), asked.who)}</select></label>
<label class="inline"><input type="checkbox" name="overdue"${asked.overdue && html` checked`}> ${say(jobTexts.overdue_only)}</label>
<button>${say(jobTexts.apply_filter)}</button></form>`;
}
