import { rowPx } from './drawing.js';

/**
 * The script of the console's page. A row keeps its asset in its cells' attributes, and a press acts on the asset the
 * row shows at that moment, as in any framework that reuses elements and changes their content.
 */
export const PAGE_SCRIPT = `
const rowPx = ${rowPx};
const settings = JSON.parse(document.getElementById('settings').textContent);
const words = settings.words;
const rows = () => [...document.querySelectorAll('[data-id]')];

function swapWithNeighbour(row) {
  const all = rows();
  const other = all[all.indexOf(row) + 1] ?? all[all.indexOf(row) - 1];
  if (!other) return;
  for (const name of ['data-id', 'data-name']) {
    const kept = row.getAttribute(name);
    row.setAttribute(name, other.getAttribute(name));
    other.setAttribute(name, kept);
  }
  for (const cell of [0, 1]) {
    const kept = row.children[cell].textContent;
    row.children[cell].textContent = other.children[cell].textContent;
    other.children[cell].textContent = kept;
  }
}

const list = document.getElementById('rows');
async function fillIn(path) {
  const { rows, paging } = await (await fetch(path)).json();
  list.innerHTML = rows;
  setTimeout(() => document.querySelector('.linked').insertAdjacentHTML('afterend', paging), 100);
}
if (settings.latePath) fillIn(settings.latePath);

let virtualRows = settings.virtualRows;
const box = document.querySelector('.box');
const measure = [...list.querySelectorAll('.measure')];
function drawRows() {
  if (virtualRows.length === 0) return;
  const first = Math.max(0, Math.floor(box.scrollTop / rowPx) - 2);
  const last = Math.min(virtualRows.length, Math.ceil((box.scrollTop + box.clientHeight) / rowPx) + 2);
  const whole = document.querySelector('.whole');
  if (whole) {
    whole.style.height = virtualRows.length * rowPx + 'px';
    list.style.transform = 'translateY(' + first * rowPx + 'px)';
    list.innerHTML = virtualRows.slice(first, last).join('');
    return;
  }
  const room = (count) => count > 0 ? '<tr class="room"><td colspan="3" style="height:' + count * rowPx + 'px"></td></tr>' : '';
  list.innerHTML = room(first) + virtualRows.slice(first, last).join('') + room(virtualRows.length - last);
  list.prepend(...measure);
}
if (virtualRows) {
  box.addEventListener('scroll', () => requestAnimationFrame(drawRows));
  drawRows();
}

const more = document.getElementById('more');
if (more) {
  let page = 1;
  let isLoading = false;
  const watch = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting || isLoading || page >= settings.pages) return;
    isLoading = true;
    page += 1;
    const { rows } = await (await fetch(settings.morePath + page)).json();
    list.insertAdjacentHTML('beforeend', rows);
    isLoading = false;
    watch.unobserve(more);
    watch.observe(more);
  });
  watch.observe(more);
}

function remove(row) {
  const { id } = row.dataset;
  row.remove();
  if (!virtualRows) return;
  virtualRows = virtualRows.filter((each) => !each.includes('data-id="' + id + '"'));
  drawRows();
}

let moved = false;
function moveOnce(event) {
  const button = event.target.closest?.('button.unlink');
  if (!button || moved) return;
  moved = true;
  swapWithNeighbour(button.closest('[data-id]'));
}
if (settings.moves === 'under_pointer') document.addEventListener('pointerover', moveOnce);
if (settings.moves === 'at_press') document.addEventListener('pointerdown', moveOnce, true);

let isPagerRedrawn = false;
function redrawPager(event) {
  const pager = event.target.closest?.('.paging');
  if (!pager || isPagerRedrawn) return;
  if (settings.pagerRedrawn === 'at_first_press' && sessionStorage.getItem('pager-redrawn')) return;
  isPagerRedrawn = true;
  sessionStorage.setItem('pager-redrawn', 'yes');
  pager.replaceWith(pager.cloneNode(true));
}
if (settings.pagerRedrawn === 'under_pointer') document.addEventListener('pointerover', redrawPager);
if (/press$/.test(settings.pagerRedrawn)) document.addEventListener('pointerdown', redrawPager, true);

let leaveDialog = () => {};
function ask({ title, text, confirm, danger = true, stays = 'no' }) {
  return new Promise((resolve) => {
    const dialog = document.createElement({ dialog: 'dialog', drawer: 'div', frame: 'iframe' }[settings.dialogDrawnAs]);
    dialog.className = settings.dialogDrawnAs;
    const heading = Object.assign(document.createElement('h2'), { textContent: title, id: 'dialog-' + Math.random() });
    if (settings.dialogDrawnAs === 'dialog') dialog.setAttribute('aria-labelledby', heading.id);
    const said = Object.assign(document.createElement('p'), { textContent: text });
    const buttons = Object.assign(document.createElement('div'), { className: 'buttons' });
    const add = (label, className, answer) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: label, className });
      button.addEventListener('click', () => {
        const leave = () => { dialog.close?.(); dialog.remove(); };
        if (answer && stays !== 'no') {
          leaveDialog = () => setTimeout(leave, 400);
          if (stays === 'working') button.textContent = words.working;
        } else leave();
        resolve(answer);
      });
      buttons.append(button);
    };
    add(words.cancel, '', false);
    add(confirm, danger ? 'danger' : 'main', true);
    const fill = () => (dialog.contentDocument?.body ?? dialog).append(heading, said, buttons);
    if (settings.countsDown > 0) countDown(buttons.lastChild, settings.countsDown);
    document.body.append(dialog);
    dialog.showModal?.();
    if (settings.dialogFillsMs > 0) setTimeout(fill, settings.dialogFillsMs); else fill();
  });
}

function countDown(button, seconds) {
  const label = button.textContent;
  const tick = (left) => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? label + ' (' + left + ')' : label;
    if (left > 0) setTimeout(() => tick(left - 1), settings.secondMs);
  };
  tick(seconds);
}

function notice(role, text) {
  document.querySelector('.notice')?.remove();
  const box = document.createElement('div');
  box.className = 'notice';
  box.setAttribute('role', role);
  document.body.append(box);
  box.textContent = text;
}

function question(row) {
  const { id, name } = row.dataset;
  const title = words.dialogTitle;
  const about = (asset) => words.thing + ' “' + asset.name + '” (ID: ' + asset.id + ')';
  const neighbour = settings.strangers.find((each) => each.id !== id);
  switch (settings.dialog) {
    case 'none':
    case 'browser': return null;
    case 'plain': return { title, text: words.dialogPlain, confirm: words.confirm };
    case 'other_id': return { title, text: words.dialogAsks + about({ name, id: neighbour.id }) + '?', confirm: words.confirm };
    case 'other_name': return { title, text: words.dialogAsks + about({ name: neighbour.name, id }) + '?', confirm: words.confirm };
    case 'unrelated': return { title: words.surveyTitle, text: words.surveyText, confirm: words.confirm, danger: false };
    default: return { title, text: words.dialogAsks + about({ id, name }) + words.dialogFrom, confirm: words.confirm };
  }
}

async function unlink(row) {
  const asked = question(row);
  const { id } = row.dataset;
  if (settings.meanwhile) notice('status', settings.meanwhile);
  if (settings.dialogMs > 0) await new Promise((resolve) => setTimeout(resolve, settings.dialogMs));
  if (asked && !(await ask({ ...asked, stays: settings.dialogStays }))) return;
  if (settings.dialog === 'browser' && !window.confirm(words.dialogPlain)) return;
  if (settings.dialog === 'unrelated') return;
  if (settings.extraDialog === 'after_confirm' && !(await ask({ title: words.dialogTitle, text: words.again, confirm: words.confirm }))) return;
  const answer = await fetch(settings.unlinkPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: settings.kind, id }),
  });
  if (answer.status === 401) { location.href = settings.loginPath; return; }
  const { ok, message, remove: isGone } = await answer.json();
  leaveDialog();
  if (message) notice(ok ? 'status' : 'alert', message);
  if (isGone) remove(row);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button.unlink');
  if (button) unlink(button.closest('[data-id]'));
  const tab = event.target.closest?.('button[data-to]');
  if (tab) location.href = tab.dataset.to;
});
if (settings.coveredMs > 0) {
  const cover = Object.assign(document.createElement('div'), { className: 'cover', textContent: 'Chào mừng bạn!' });
  document.querySelector('.linked').append(cover);
  setTimeout(() => cover.remove(), settings.coveredMs);
}
if (settings.extraDialog === 'expired') ask({ title: words.expiredTitle, text: words.expiredText, confirm: words.logIn, danger: false });
if (settings.extraDialog === 'on_load') ask({ title: words.surveyTitle, text: words.surveyText, confirm: words.ok, danger: false });
`;

/** The same script as a separate file, for every page. @param redrawnAfterMs see `drawing.ts` */
export function pageScript(redrawnAfterMs: number | null): string {
  const redraw = `await new Promise((resolve) => setTimeout(resolve, ${redrawnAfterMs}));
document.body.replaceChildren(...[...document.body.childNodes].map((node) => node.cloneNode(true)));`;
  return `${redrawnAfterMs === null ? '' : redraw}
function begin() {${PAGE_SCRIPT}}
if (document.getElementById('settings')) begin();
`;
}
