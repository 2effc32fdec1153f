/**
 * The script of the page, as the browser gets it. The token comes in the address's fragment, which is never sent to a
 * server, and is kept for the tab alone. All text is set as text, so nothing a customer wrote can become markup.
 */
export const consoleScript = `
'use strict';
const given = new URLSearchParams(location.hash.slice(1)).get('token');
if (given) { sessionStorage.setItem('token', given); history.replaceState(null, '', location.pathname); }
const token = sessionStorage.getItem('token');
const element = (id) => document.getElementById(id);
const say = (text, isProblem = false) => { element('message').textContent = text; element('message').className = isProblem ? 'problem' : ''; };
async function read(path) {
  const response = await fetch(path, { headers: { authorization: 'Bearer ' + token } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.title || 'The answer was ' + response.status + '.');
  return body;
}
function fill(id, items, cellsOf) {
  element(id).replaceChildren(...items.map((item) => {
    const row = document.createElement('tr');
    row.append(...cellsOf(item).map((content) => {
      const cell = document.createElement('td');
      // A text has a method called link, so what kind of content it is must be asked of an object only.
      const isText = typeof content !== 'object';
      if (isText) cell.textContent = content ?? '';
      else if (content.amount !== undefined) { cell.className = 'amount'; cell.textContent = content.amount + ' ' + content.currency; }
      else if (content.open) { const button = document.createElement('button'); button.type = 'button'; button.textContent = content.text; button.addEventListener('click', () => attempt(content.open)); cell.append(button); }
      else { const link = document.createElement('a'); link.href = content.link; link.rel = 'noopener noreferrer'; link.textContent = content.text; cell.append(link); }
      return cell;
    }));
    return row;
  }));
}
function laneText({ waiting, secondsToEmpty, stoppedShops, restsUntil }) {
  const count = waiting.live + waiting.backlog;
  const stopped = stoppedShops.length > 0 ? ' Stopped until a person says who writes the stock.' : '';
  const resting = restsUntil ? ' Retail is left alone until ' + restsUntil.slice(11, 16) + ' UTC.' : '';
  return (count === 0 ? 'Stock in Retail: nothing waits.' : 'Stock in Retail: ' + count + ' waiting, done in about ' + Math.ceil(secondsToEmpty / 60) + ' min at the pace that Retail allows.') + stopped + resting;
}
async function show() {
  const shop = '/shops/' + encodeURIComponent(element('shop').value);
  const [tasks, cases] = await Promise.all([read(shop + '/refund-tasks'), read(shop + '/cases')]);
  fill('tasks', tasks.items, (task) => {
    const place = [task.provider, task.account].filter(Boolean).join(' / ') || task.refundMode;
    const { locateBy } = task;
    return [task.dueOn + (task.isOverdue ? ' (overdue)' : ''),
      locateBy.portalLink ? { link: locateBy.portalLink, text: place } : place,
      { amount: task.amount, currency: task.currency }, locateBy.orderNumber,
      { amount: locateBy.orderValue, currency: task.currency }, locateBy.customerName,
      (locateBy.transactionDate || '').slice(0, 10), task.state.reason || task.state.name];
  });
  fill('cases', cases.items, (item) => [item.openedAt.slice(0, 16).replace('T', ' '),
    { text: item.caseId, open: () => showStock(shop + '/cases/' + encodeURIComponent(item.caseId)) }, item.orderNumber,
    { amount: item.amount, currency: item.currency }, item.notes.join(', ')]);
  // A shop without Retail has no lane.
  const lane = await read(shop + '/retail-lane').catch(() => undefined);
  element('lane').textContent = lane ? laneText(lane) : '';
  say(tasks.items.length + ' refunds shown' + (tasks.next ? ', and there are more' : '') + '.');
}
async function showStock(path) {
  const { caseId, stock } = await read(path);
  const rows = stock.flatMap(({ rows = [] }) => rows);
  fill('stock', rows, (row) => [row.createdAt.slice(0, 16).replace('T', ' '), row.quantityChange, row.reads, row.saleId, row.path.join(' › ')]);
  const notes = stock.flatMap(({ notes = [] }) => notes.map(({ sentence }) => sentence));
  const states = stock.map(({ kind, state }) => kind.replace('_', ' ') + ' ' + state);
  element('stock-of').textContent = [caseId + ': ' + (states.join(', ') || 'nothing to do in Retail') + '.', ...notes].join(' ');
}
const attempt = (action) => action().catch((error) => say(error.message, true));
element('refresh').addEventListener('click', () => attempt(show));
element('shop').addEventListener('change', () => attempt(show));
if (!token) say('Open the address that was printed at start: it carries your token.', true);
else attempt(async () => {
  const shops = await read('/shops');
  element('shop').replaceChildren(...shops.items.map(({ shopId, name }) => new Option(name, shopId)));
  await show();
});
`;
