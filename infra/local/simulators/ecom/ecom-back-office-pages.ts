import { html } from 'hono/html';
import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import { type BackOfficeWords, backOfficeWordsFor } from './back-office-words.ts';
import { type Change, cancel, credit, EcomRefusal } from './ecom-changes.ts';
import { copyOrder } from './ecom-copied-order.ts';
import type { EcomOrder } from './ecom-state.ts';

type Visit = Readonly<{ change: Change; words: BackOfficeWords; base: string }>;

/**
 * The pages of the back office in which a merchant works: the orders, one order with what was credited of it, and the two
 * buttons of design §1, by which a credit note is added or the order cancelled. `path` is what follows `orders`.
 */
export function answerBackOfficePages(
  change: Change,
  request: SimulatedRequest,
  path: readonly string[],
): SimulatedAnswer {
  const words = backOfficeWordsFor(request.headers['accept-language']);
  const visit = { change, words, base: `/_back-office/${change.shop.apiKey}/orders` };
  const [number, button] = path.map((part) => decodeURIComponent(part));
  if (number === undefined || number === '') return page(visit, words.orders, ordersList(visit));
  const order = Object.values(change.state.orders).find((each) => each.number === number);
  if (order === undefined) return page(visit, words.orders, html`<p role="alert">${words.noOrder}</p>`, 404);
  if (request.method !== 'POST') return page(visit, order.number, orderPage(visit, order));
  try {
    const shown = press(visit, order, button ?? '', new URLSearchParams(request.body));
    return { status: 303, headers: { location: `${visit.base}/${encodeURIComponent(shown.number)}` }, body: '' };
  } catch (error) {
    if (!(error instanceof EcomRefusal)) throw error;
    return page(visit, order.number, orderPage(visit, order, Object.values(error.fields).join(' ')), 422);
  }
}

/** Does what a button says, and answers the order that is shown then. */
function press({ change, words }: Visit, order: EcomOrder, button: string, form: URLSearchParams): EcomOrder {
  if (button === 'copy') {
    const price = (name: string): number => {
      const text = form.get(name) ?? '';
      if (!/^\d{1,7}(?:[.,]\d{1,2})?$/.test(text)) throw new EcomRefusal({ [name]: `${words.noPrice} ${text}` });
      return Number(text.replace(',', '.'));
    };
    const prices = order.lines.map((_, index) => [String(index + 1), price(`price-${index + 1}`)] as const);
    return copyOrder(change, order, Object.fromEntries(prices), price('shipping'));
  }
  if (button === 'cancel') cancel(change, order);
  else if (button === 'credit') {
    credit(change, order, {
      creditShipment: form.has('shipping'),
      creditPayment: form.has('paymentCosts'),
      updateStock: form.has('inventory'),
      orderProducts: order.lines.flatMap(({ id }) => {
        const quantity = Number(form.get(`line-${id}`) ?? 0);
        return quantity > 0 ? [{ id, quantity }] : [];
      }),
    });
  } else throw new EcomRefusal({ button: words.noButton });
  return order;
}

// The simulated shops have currencies of two decimals; what is kept has four.
const money = (tenThousandths: number, currency: string): string =>
  `${(tenThousandths / 10_000).toFixed(2)} ${currency}`;

const totalOf = ({ lines, shippingIncl, paymentCostsIncl }: EcomOrder): number =>
  lines.reduce((sum, { priceIncl }) => sum + priceIncl, 0) + shippingIncl + paymentCostsIncl;

function ordersList({ change: { state, shop }, words, base }: Visit) {
  const orders = Object.values(state.orders).toReversed();
  if (orders.length === 0) return html`<p>${words.noOrders}</p>`;
  return html`<table><thead><tr><th>${words.order}</th><th>${words.date}</th><th>${words.customer}</th><th>${words.paidWith}</th><th>${words.state}</th><th>${words.value}</th></tr></thead>
<tbody>${orders.map(
    (
      order,
    ) => html`<tr><td><a href="${base}/${encodeURIComponent(order.number)}">${order.number}</a></td><td>${order.createdAt.slice(0, 10)}</td><td>${order.firstname} ${order.lastname}</td>
<td>${order.paymentTitle}</td><td>${order.status}</td><td>${money(totalOf(order), shop.currency)}</td></tr>`,
  )}</tbody></table>`;
}

function orderPage({ change: { state, shop }, words, base }: Visit, order: EcomOrder, problem?: string) {
  const { number, lines, firstname, lastname, paymentTitle, status, shippingIncl, paymentCostsIncl } = order;
  const own = `${base}/${encodeURIComponent(number)}`;
  const notes = Object.values(state.invoices).filter(
    ({ orderId, isCreditNote }) => orderId === order.id && isCreditNote,
  );
  const isCancelled = status === 'cancelled';
  const box = (name: string, label: string, isOn: boolean) =>
    html`<label><input type="checkbox" name="${name}"${isOn && html` checked`}> ${label}</label>`;
  return html`<p><a href="${base}">${words.orders}</a></p>
<dl><dt>${words.customer}</dt><dd>${firstname} ${lastname}</dd><dt>${words.paidWith}</dt><dd>${paymentTitle}</dd><dt>${words.state}</dt><dd id="state">${status}</dd><dt>${words.value}</dt><dd>${money(totalOf(order), shop.currency)}</dd></dl>
${problem && html`<p role="alert">${problem}</p>`}
${notes.length > 0 && html`<h2>${words.creditNotes}</h2><ul id="credit-notes">${notes.map(({ number: noteNumber, priceIncl, status: noteStatus }) => html`<li>${noteNumber} · ${money(Math.abs(priceIncl), shop.currency)} · ${noteStatus}</li>`)}</ul>`}
${
  !isCancelled &&
  html`<h2>${words.addCreditNote}</h2><form method="post" action="${own}/credit"><table><thead><tr><th>${words.article}</th><th>${words.bought}</th><th>${words.credited}</th><th>${words.quantity}</th></tr></thead>
<tbody>${lines.map(
    ({ id, title, quantity, quantityRefunded }) =>
      html`<tr><td>${title}</td><td>${quantity}</td><td>${quantityRefunded}</td><td><input type="number" name="line-${id}" min="0" value="0" aria-label="${words.quantity}: ${title}"></td></tr>`,
  )}</tbody></table>
${shippingIncl > 0 && box('shipping', words.shipping, false)} ${paymentCostsIncl > 0 && box('paymentCosts', words.paymentCosts, false)} ${box('inventory', words.updateInventory, true)}
<button>${words.add}</button></form>${copyForm(words, order, own)}<h2>${words.cancelOrder}</h2><form method="post" action="${own}/cancel"><button>${words.cancelOrder}</button></form>`
}`;
}

/** Refunding only a part of a value (design §1.4): the copy has the lower price and is marked as paid, then the original is cancelled. */
function copyForm(words: BackOfficeWords, { lines, shippingIncl }: EcomOrder, own: string) {
  const field = (name: string, label: string, tenThousandths: number) =>
    html`<label>${label} <input name="${name}" size="8" inputmode="decimal" value="${(tenThousandths / 10_000).toFixed(2)}"></label>`;
  return html`<h2>${words.duplicate}</h2><p>${words.duplicateHint}</p><form method="post" action="${own}/copy">
${lines.map(({ title, priceIncl, quantity }, index) => field(`price-${index + 1}`, `${words.pieceOf} ${title}`, priceIncl / quantity))}
${field('shipping', words.shipping, shippingIncl)} <button>${words.duplicate}</button></form>`;
}

const style = `:root{font:16px/1.5 system-ui,sans-serif;color-scheme:light dark}body{max-width:56rem;margin:0 auto;padding:1rem}header{border-bottom:3px solid;padding-bottom:.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #8884}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}
form{margin:1rem 0}input,button{font:inherit;padding:.3rem .6rem}label{margin-right:1rem}[role=alert]{color:#b3261e;font-weight:600}`;

function page({ change: { shop }, words }: Visit, title: string, content: unknown, status = 200): SimulatedAnswer {
  const whole = html`<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · ${shop.name}</title><style>${style}</style></head>
<body><header><h1>${title} · ${shop.name}</h1><p>${words.simulated}</p></header><main>${content}</main></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: whole.toString() };
}
