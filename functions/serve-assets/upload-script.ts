/** The part of the console's script that hands reports in: at once, or by an upload where a file is too large for that. */
export const uploadScript = `
const mostPostedBytes = 4 * 1024 * 1024;

// Each file by itself, so that one that cannot be read does not keep the others out.
async function upload(form) {
  const output = form.querySelector('output');
  const { to, files, dateOrder } = form.elements;
  const words = JSON.parse(form.dataset.words);
  const button = form.querySelector('button');
  const said = [];
  button.disabled = true;
  for (const file of files.files) {
    const path = to.value + (dateOrder.value ? '&dateOrder=' + dateOrder.value : '');
    try {
      if (file.size > mostPostedBytes) await uploadLarge(path, file, (text) => { output.textContent = file.name + ': ' + text; }, words);
      else await handIn(path + '&fileName=' + encodeURIComponent(file.name), file, 'application/octet-stream');
    } catch (error) { said.push(file.name + ': ' + error.message); }
  }
  button.disabled = false;
  output.textContent = said.join(' ');
  if (said.length === 0) form.reset();
  await refresh(true);
}

async function handIn(path, body, type) {
  const headers = { 'content-type': type, 'accept-language': document.documentElement.lang };
  const response = await fetch(path, { method: 'POST', headers, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.title + (answer.sample ? ' (' + answer.sample + ')' : ''));
  return answer;
}

async function uploadLarge(path, file, say, words) {
  say(words.looking);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const announcement = JSON.stringify({ fileName: file.name, bytes: file.size, sha256 });
  const { reportId, state, upload: place } = await handIn(path, announcement, 'application/json');
  if (place) await send(place, file, (part) => say(words.sending.replace('{percent}', 10 * Math.floor(part * 10))), words);
  if (state === 'announced' || state === 'refused') {
    const [reports] = path.split('/reports/');
    await handIn(reports + '/reports/' + reportId + '/start', '{}', 'application/json');
  }
}

// Not by fetch, which does not say how much has gone out. In steps of ten: each is read aloud to whoever cannot see it.
const send = ({ url, headers }, file, reached, words) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open('PUT', url);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded, total }) => reached(loaded / total);
  request.onload = () => request.status === 200 ? resolve() : reject(new Error(words.failed));
  request.onerror = () => reject(new Error(words.failed));
  request.send(file);
});
`;
