import { html } from 'hono/html';
import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import type { RetailAccount } from './account.ts';
import { historyLine } from './inventory-history.ts';
import { type ItemPageWords, itemPageWordsFor, shownReason } from './item-page-words.ts';
import type { InventoryLogRow, Item } from './rows.ts';

type Visit = Readonly<{ account: RetailAccount; words: ItemPageWords; base: string }>;

const mostItems = 50;
const mostRows = 200;

/**
 * The pages of Retail in which a merchant looks at stock (design §1): item search, and an item with its quantities and, under
 * History, its Inventory Logs. Nothing can be changed here.
 */
export function answerItemPages(
  account: RetailAccount,
  request: SimulatedRequest,
  itemId: string | undefined,
): SimulatedAnswer {
  const words = itemPageWordsFor(request.headers['accept-language']);
  const visit = { account, words, base: `/_retail/${account.settings.accountId}/items` };
  if (itemId === undefined) return page(visit, words.items, itemSearch(visit, new URL(request.url).searchParams));
  const item = account.items.get(Number(itemId));
  if (item === undefined) return page(visit, words.items, html`<p role="alert">${words.noItems}</p>`, 404);
  return page(visit, item.description || item.customSku, itemPage(visit, item));
}

function itemSearch({ account, words, base }: Visit, query: URLSearchParams) {
  const text = (query.get('search') ?? '').trim().toLowerCase();
  const found = Iterator.from(account.items.all())
    .filter((item) =>
      [item.customSku, item.ean, item.upc, item.description].some((each) => each.toLowerCase().includes(text)),
    )
    .take(mostItems)
    .toArray();
  return html`<form><label>${words.find} <input type="search" name="search" value="${query.get('search') ?? ''}"></label> <button>${words.search}</button></form>
${
  found.length === 0
    ? html`<p>${words.noItems}</p>`
    : html`<table><thead><tr><th>${words.code}</th><th>${words.description}</th><th class="number">${words.onHand}</th></tr></thead>
<tbody>${found.map(
        (item) =>
          html`<tr><td><a href="${base}/${item.itemId}">${item.customSku}</a></td><td>${item.description}</td><td class="number">${account.stock.quantityOnHand(item.itemId, '0')}</td></tr>`,
      )}</tbody></table>`
}`;
}

function itemPage({ account, words, base }: Visit, { itemId, customSku }: Item) {
  const rows = account.stock.logOfItem(itemId).toReversed().slice(0, mostRows);
  const quantities = account.stock.ofItem(itemId).filter(({ shopId }) => shopId !== 0);
  return html`<p><a href="${base}">${words.items}</a></p>
<dl><dt>${words.code}</dt><dd>${customSku}</dd>${quantities.map(({ shopId, quantityOnHand }) => html`<dt>${words.onHand} (${shopName(account, String(shopId))})</dt><dd id="on-hand">${quantityOnHand}</dd>`)}</dl>
<h2>${words.history} › ${words.logs}</h2>
${
  rows.length === 0
    ? html`<p>${words.noLogs}</p>`
    : html`<table><thead><tr><th>${words.date}</th><th>${words.shop}</th><th class="number">${words.change}</th><th>${words.reason}</th><th>${words.employee}</th><th>${words.sale}</th></tr></thead>
<tbody>${rows.map((row) => logRow(account, row, words))}</tbody></table>`
}`;
}

function logRow(account: RetailAccount, row: InventoryLogRow, words: ItemPageWords) {
  const { quantityChange, reason, employee, createdAt } = historyLine(row, account.assumptions);
  const at = new Date(createdAt).toISOString().slice(0, 16).replace('T', ' ');
  return html`<tr><td>${at} UTC</td><td>${shopName(account, row.shopId)}</td><td class="number">${quantityChange > 0 ? '+' : ''}${quantityChange}</td><td>${shownReason(reason, words)}</td><td>${employee}</td><td>${row.saleId === 0 ? '' : row.saleId}</td></tr>`;
}

const shopName = ({ settings }: RetailAccount, shopId: string): string =>
  settings.shops.find((shop) => shop.shopId === shopId)?.name ?? shopId;

const style = `:root{font:16px/1.5 system-ui,sans-serif;color-scheme:light dark}body{max-width:60rem;margin:0 auto;padding:1rem}header{border-bottom:3px solid;padding-bottom:.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #8884}.number{text-align:right}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}
form{margin:1rem 0}input,button{font:inherit;padding:.3rem .6rem}[role=alert]{color:#b3261e;font-weight:600}`;

function page({ account, words }: Visit, title: string, content: unknown, status = 200): SimulatedAnswer {
  const whole = html`<!doctype html>
<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Retail ${account.settings.accountId}</title><style>${style}</style></head>
<body><header><h1>${title} · Retail ${account.settings.accountId}</h1><p>${words.simulated}</p></header><main>${content}</main></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: whole.toString() };
}
