import { html } from 'hono/html';
import { mayActAs, type Role } from '../../shared/domain/roles.ts';
import type { ShopSettings } from '../../shared/domain/shop-settings.ts';
import { consoleTexts } from '../../shared/texts/console-texts.ts';
import { jobTexts, notAskedTexts } from '../../shared/texts/job-texts.ts';
import { reportPageTexts } from '../../shared/texts/report-texts.ts';
import { statementTexts } from '../../shared/texts/statement-texts.ts';
import { inLanguage, type Reader, type Translated } from '../../shared/texts/translated.ts';
import type { ViewedShop } from '../../shared/views/viewed-shop.ts';

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

/** Who looks at a page, in which shop. `say` is a text in the reader's language. */
export type Visit = Readonly<{
  reader: Reader;
  role: Role;
  subject: string;
  shop: ViewedShop & Pick<ShopSettings, 'name' | 'currency' | 'timeZone' | 'country' | 'watchMode' | 'orderPrefix'>;
  /** The shops that this person may see. */
  shops: readonly Pick<ShopSettings, 'shopId' | 'name'>[];
  now: string;
  say: (text: Translated) => string;
}>;

/** Says texts in the language of a reader. */
export const sayer =
  (reader: Reader) =>
  (text: Translated): string =>
    inLanguage(text, reader);

/** The pages of a shop, in the order of the menu. */
const menu = [
  ['to-do', consoleTexts.to_do],
  ['differences', consoleTexts.differences],
  ['cases', consoleTexts.cases],
  ['calculate', consoleTexts.calculate],
  ['reports', reportPageTexts.reports],
  ['statement', statementTexts.statement],
  ['overview', consoleTexts.overview],
] as const;

/** The address of a page of a shop. */
export const pageOf = (shopId: string, page: string): string => `/console/${shopId}/${page}`;

// Nothing comes from elsewhere, nothing inline runs, nobody frames it.
const securityPolicy = (connectsTo: readonly string[]): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${["'self'", ...connectsTo].join(' ')}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** The answer that shows a whole page. `connectsTo`: the origins to which its script may send something, beside ours. */
export function pageAnswer(
  visit: Visit,
  {
    title,
    current,
    main,
    connectsTo = [],
  }: Readonly<{ title: string; current: string; main: Html; connectsTo?: readonly string[] }>,
) {
  const { say, shop, shops, reader } = visit;
  const whole = html`<!doctype html>
<html lang="${reader.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Avoir</title>
<link rel="stylesheet" href="/console.css"><link rel="icon" href="data:,"><script src="/console.js" defer></script></head>
<body data-copied="${say(consoleTexts.copied)}" data-stale="${say(consoleTexts.changed_meanwhile)}" data-payment="${paymentWords(visit)}">
<a class="skip" href="#main">${say(consoleTexts.skip)}</a>
<header>
<strong class="brand">Avoir</strong>
<form class="search" role="search" method="post" action="${pageOf(shop.shopId, 'search')}"><label><span class="hidden">${say(consoleTexts.search)}</span>
<input type="search" name="text" required placeholder="${say(consoleTexts.search)}"></label><button>${say(consoleTexts.search_button)}</button></form>
<div class="whoami"><label><span class="hidden">${say(consoleTexts.shop)}</span>
<select data-goes-to="/console/{}/${current === 'dead-letters' || current === '' ? 'to-do' : current}">${shops.map(
    ({ shopId, name }) => html`<option value="${shopId}"${shopId === shop.shopId && html` selected`}>${name}</option>`,
  )}</select></label>
<form method="post" action="/sign-out"><button class="quiet">${say(consoleTexts.sign_out)}</button></form></div>
<nav aria-label="Avoir">
${menu.map(([page, text]) => html`<a href="${pageOf(shop.shopId, page)}"${current === page && html` aria-current="page"`}>${say(text)}</a>`)}
${mayActAs(visit.role, 'operator') && html`<a href="/console/dead-letters"${current === 'dead-letters' && html` aria-current="page"`}>${say(consoleTexts.dead_letters)}</a>`}</nav>
</header>
${shop.watchMode && html`<p class="banner">${say(consoleTexts.watch_mode)}</p>`}
<main id="main" tabindex="-1"><h1>${title}</h1>${main}</main>
<p id="announce" role="status"></p>
</body></html>`;
  return htmlAnswer(whole, 200, connectsTo);
}

/** What the script says when a provider was asked about a payment. */
const paymentWords = ({ say }: Visit): string =>
  JSON.stringify({
    says: say(jobTexts.provider_says),
    refunded: say(jobTexts.refunded),
    refundable: say(jobTexts.still_refundable),
    again: say(jobTexts.check_before),
    ...Object.fromEntries(Object.entries(notAskedTexts).map(([reason, text]) => [reason, say(text)])),
  });

/** An answer in HTML that no page around it is needed for. */
export const htmlAnswer = (whole: Html, status = 200, connectsTo: readonly string[] = []) => ({
  status,
  body: whole.toString(),
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': securityPolicy(connectsTo),
    // Without any referrer a browser hides the origin of a form that is posted, and it could be anybody's.
    'referrer-policy': 'same-origin',
  },
});
