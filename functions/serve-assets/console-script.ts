import { uploadScript } from './upload-script.ts';

/**
 * The script of every page, as the browser gets it. It sends decisions to the API as JSON, in the session of the reader, and
 * keeps a page fresh while somebody looks at it. Pages can be read without it.
 */
export const consoleScript = `'use strict';
const main = () => document.getElementById('main');
const announce = (text) => { document.getElementById('announce').textContent = text; };
let etag;

async function call(action, body, seen) {
  const headers = { 'content-type': 'application/json', 'accept-language': document.documentElement.lang };
  if (seen) headers['if-match'] = '"' + seen + '"';
  const asked = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(action, { ...asked, headers });
  const answer = await response.json();
  if (response.status === 401) location.assign('/sign-in');
  if (!response.ok) throw Object.assign(new Error(answer.title), { status: response.status });
  return answer;
}

// What a person types is decimal; what is sent is whole minor units, without any arithmetic on fractions.
function minorOf(text, exponent) {
  const found = /^(\\d{1,12})(?:[.,](\\d*))?$/.exec(text.trim());
  if (!found || (found[2] || '').length > exponent) return Number.NaN;
  return Number(found[1] + (found[2] || '').padEnd(exponent, '0'));
}

function bodyOf(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.value === '') continue;
    body[field.name] = field.dataset.exponent === undefined ? field.value : minorOf(field.value, Number(field.dataset.exponent));
  }
  return body;
}

// The other side of a pair is chosen in the form; its address is where it is sent.
function actionOf(form) {
  const chosen = form.querySelector('[data-fills]');
  return chosen ? form.dataset.action.replace('{}', chosen.value) : form.dataset.action;
}

async function decide(form) {
  const output = form.querySelector('output');
  const button = form.querySelector('button');
  output.textContent = '';
  button.disabled = true;
  try {
    const card = form.closest('article');
    const following = card && card.nextElementSibling;
    const answer = await call(actionOf(form), bodyOf(form), form.dataset.etag);
    if (form.dataset.follows) return location.assign(form.dataset.follows);
    await refresh(true);
    const said = answer.payment ? paymentText(answer.payment) : '';
    const next = (following && document.getElementById(following.id)) || (card && document.getElementById(card.id)) || main();
    const heading = next.querySelector('h3 a, h3, h1') || next;
    heading.setAttribute('tabindex', heading.tagName === 'A' ? '0' : '-1');
    heading.focus();
    announce(said || button.textContent);
  } catch (error) {
    const isStale = error.status === 412;
    output.textContent = isStale ? document.body.dataset.stale : error.message;
    button.disabled = false;
    // Where nothing was typed that would be lost, the page shows at once what it is now.
    if (isStale && !form.closest('details')) await refresh(true).then(() => announce(document.body.dataset.stale));
  }
}

// One after the other, each as it stands by then: one changes the tags of the others. What is proposed meanwhile is left alone.
async function decideAll(form) {
  try {
    for (const action of JSON.parse(form.dataset.steps)) {
      const single = [...main().querySelectorAll('form[data-action]')].find((each) => each.dataset.action === action);
      if (!single) continue;
      await call(action, {}, single.dataset.etag);
      await refresh(true);
    }
    announce(form.querySelector('button').textContent);
  } catch (error) { announce(error.status === 412 ? document.body.dataset.stale : error.message); }
}

// From its digits: an amount is never a fraction, not even on screen.
function amountShown(minor, currency) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits;
  const text = String(minor).padStart(digits + 1, '0');
  return format.format(digits === 0 ? text : text.slice(0, -digits) + '.' + text.slice(-digits));
}

async function sayWhatReopens(details) {
  const { reopens, words } = details.dataset;
  const said = details.querySelector('p');
  const texts = JSON.parse(words);
  try {
    const { restMinor, unexplainedMinor, currency } = await call(reopens);
    said.textContent = texts.rest.replace('{amount}', amountShown(restMinor, currency)) + ' ' + texts.unexplained.replace('{amount}', amountShown(unexplainedMinor, currency));
  } catch (error) { said.textContent = error.message; }
}

function paymentText({ kind, reason, currency, refundedMinor, refundableMinor }) {
  const texts = JSON.parse(document.body.dataset.payment);
  if (kind !== 'answered') return texts[reason];
  if (refundableMinor === undefined) return '';
  const shown = (minor) => amountShown(minor, currency);
  return texts.says + ' ' + shown(refundedMinor) + ' ' + texts.refunded + ', ' + shown(refundableMinor) + ' ' + texts.refundable + '.' + (refundedMinor > 0 ? ' ' + texts.again : '');
}

async function refresh(isForced) {
  const fresh = main().querySelector('[data-fresh]');
  if (!fresh) { if (isForced) location.reload(); return; }
  const headers = etag && !isForced ? { 'if-none-match': etag } : {};
  const response = await fetch(location.href, { headers });
  if (response.status === 304 || !response.ok) return;
  etag = response.headers.get('etag');
  const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-fresh]');
  if (next) fresh.replaceWith(next);
}

// Whoever is filling something in is not interrupted.
const isBusy = () => main().querySelector('details[open]') !== null || main().contains(document.activeElement) && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
${uploadScript}
async function replay(form) {
  const output = form.querySelector('output');
  const letters = [...form.querySelectorAll('[name=letter]:checked')].map((box) => JSON.parse(box.value));
  if (letters.length === 0) return;
  try {
    const words = JSON.parse(form.dataset.words);
    const plan = await call('/dead-letters/replays', { selection: { letters } });
    const foreseen = ({ verdicts }) => Object.entries(verdicts).map(([verdict, count]) => count + ' ' + words[verdict]).join(', ');
    output.textContent = plan.groups.map((group) => group.letterCount + ' → ' + group.destination + ' (' + foreseen(group) + ')').join('; ');
    const [send, stop] = form.querySelectorAll('.actions button');
    send.textContent = words.run;
    stop.hidden = false;
    stop.onclick = () => call('/dead-letters/replays/' + plan.replayId + '/cancel', {})
      .then(() => over(form, words.stopped)).catch((error) => { output.textContent = error.message; });
    form.onsubmit = (event) => { event.preventDefault(); event.stopPropagation(); run(form, plan.replayId, words).catch((error) => { output.textContent = error.message; send.disabled = false; }); };
  } catch (error) { output.textContent = error.message; }
}

async function run(form, replayId, words) {
  form.querySelector('.actions button').disabled = true;
  for (;;) {
    const progress = await call('/dead-letters/replays/' + replayId + '/run', {});
    if (progress.state === 'cancelled') return;
    form.querySelector('output').textContent = words.progress + ' ' + progress.doneCount + ' / ' + progress.letterCount;
    if (progress.state === 'done') return over(form, words.replayed);
    await new Promise((resolve) => setTimeout(resolve, Math.max(200, progress.waitMilliseconds)));
  }
}

function over(form, text) {
  form.querySelector('output').textContent = text;
  setTimeout(() => location.reload(), 1500);
}

async function look(details) {
  const { looksAt, words } = details.dataset;
  const [said, content] = details.querySelectorAll('p, pre');
  try {
    const { destination, comparison, body } = await call(looksAt);
    said.textContent = destination + ' · ' + JSON.parse(words)[comparison.verdict] + ' (' + comparison.because + ')';
    content.textContent = JSON.stringify(body, undefined, 2);
  } catch (error) { said.textContent = error.message; }
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('.upload')) { event.preventDefault(); upload(form); }
  else if (form.dataset.steps) { event.preventDefault(); decideAll(form); }
  else if (form.matches('.decision')) { event.preventDefault(); decide(form); }
  if (form.matches('.replay') && !form.onsubmit) { event.preventDefault(); replay(form); }
});
document.addEventListener('click', (event) => {
  if (event.target.closest('[data-prints]')) print();
  const button = event.target.closest('[data-copy]');
  if (button) navigator.clipboard.writeText(button.dataset.copy).then(() => announce(document.body.dataset.copied));
});
document.addEventListener('change', (event) => {
  const { target } = event;
  if (target.dataset.goesTo) location.assign(target.dataset.goesTo.replace('{}', target.value));
  if (target.dataset.selectsAll !== undefined) for (const box of target.form.querySelectorAll('[name=letter]')) box.checked = target.checked;
});
document.addEventListener('toggle', ({ target }) => { if (target.open && target.dataset.looksAt) look(target); else if (target.open && target.dataset.reopens) sayWhatReopens(target); }, true);
// A page that reads much says how often it may be asked for.
let waited = 0;
setInterval(() => {
  waited += 5;
  const fresh = main().querySelector('[data-fresh]');
  if (waited < Number(fresh && fresh.dataset.fresh || 5) || document.visibilityState !== 'visible' || isBusy()) return;
  waited = 0;
  refresh(false).catch(() => undefined);
}, 5000);
`;
