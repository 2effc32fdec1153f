import { html } from 'hono/html';
import { exponentOf, toDecimalText } from '../../shared/domain/money.ts';
import type { Html } from './page.ts';

/** A decision that a form makes over the API, with the version that its reader has seen; `goesTo` is the page that follows it. */
export type Decision = Readonly<{ action: string; etag?: string | undefined; goesTo?: string | undefined }>;

/**
 * A form whose fields are sent to the API as JSON by the script of the page. What goes wrong is said beside it, in the words
 * of the API.
 */
export const decisionForm = ({ action, etag, goesTo }: Decision, fields: unknown, button: string, kind = ''): Html =>
  html`<form class="decision" data-action="${action}"${etag && html` data-etag="${etag}"`}${goesTo && html` data-follows="${goesTo}"`}>${fields}
<button class="${kind}">${button}</button><output role="alert"></output></form>`;

/** A field for an amount, in decimals as people write them; it is sent in minor units of its currency. */
export const amountField = (
  label: string,
  name: string,
  { minor, currency }: Readonly<{ minor: number; currency: string }>,
): Html =>
  html`<label>${label} <span class="unit">(${currency})</span>
<input name="${name}" data-exponent="${exponentOf(currency) ?? 2}" inputmode="decimal" required value="${toDecimalText({ minor, currency })}"></label>`;

/** Something that is put into another program: shown, and copied by one press. */
export const copyable = (label: string, text: string, button: string): Html =>
  html`<div class="copy"><dt>${label}</dt><dd><code>${text}</code> <button type="button" data-copy="${text}" aria-label="${button}: ${label}">${button}</button></dd></div>`;

/** A choice among codes, each with its text. */
export const choiceField = (label: string, name: string, choices: readonly (readonly [string, string])[]): Html =>
  html`<label>${label} <select name="${name}" required>${choices.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>`;
