import { html, raw } from 'hono/html';
import type { Kind, ZcaAsset } from '../asset.js';
import { type Drawing, isVirtual, rowPx, rowsDrawnFirst } from './drawing.js';
import type { Html } from './layout.js';
import type { Manners } from './manners.js';
import { type Rows, shownId } from './shelf.js';
import { emptyLists, idColumns, nameColumns, said } from './words.js';

export interface LinkedList {
  readonly kind: Kind;
  readonly rows: Rows;
  readonly manners: Manners;
}

/** The table of linked assets, built the way `Drawing` says. */
export function linkedTable(list: LinkedList): Html {
  const { drawing } = list.manners;
  if (drawing.rows === 'plain_virtual' && list.rows.assets.length > 0) return plainTable(list);
  const head = headOf(list);
  const body = html`<tbody id="rows">${drawing.measuredTable ? measuringRow(list) : ''}${firstRows(list)}</tbody>`;
  const table = drawing.measuredTable
    ? html`<table>${head}</table>${boxed(html`<table>${body}</table>`, drawing)}`
    : boxed(html`<table aria-labelledby="linked">${head}${body}</table>`, drawing);
  return html`<div class="linked">${table}</div>`;
}

function headOf(list: LinkedList): Html | string {
  const titles = columnsOf(list);
  switch (list.manners.drawing.heads) {
    case 'none':
      return '';
    case 'plain':
      return html`<tbody><tr>${titles.map((title) => html`<td>${title}</td>`)}</tr></tbody>`;
    default:
      return html`<thead><tr>${titles.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>`;
  }
}

/** As Ant Design draws a `virtual` table; the script draws more rows and moves them. */
function plainTable(list: LinkedList): Html {
  const { rows, manners } = list;
  const heads = columnsOf(list).map((title) => html`<th scope="col">${title}</th>`);
  const first = rows.assets.slice(0, rowsDrawnFirst).map((asset) => plainRow(asset, manners));
  return html`<div class="linked"><div class="heads"><table><thead><tr>${heads}</tr></thead></table></div>
<div class="body"><div class="box" style="overflow-y: hidden"><div class="whole" style="${raw(`height: ${rows.assets.length * rowPx}px`)}"><div id="rows">${first}</div></div></div></div></div>`;
}

/** All rows of a page, or one row that says there are none. */
export function linkedRows({ kind, rows, manners }: LinkedList): Html {
  return rows.assets.length === 0
    ? html`<tr><td class="empty" colspan="3">${said(emptyLists[kind], manners)}</td></tr>`
    : html`${rows.assets.map((asset) => linkedRow(asset, manners))}`;
}

export function linkedRow(asset: ZcaAsset, manners: Manners): Html {
  const { id, name } = asset;
  return html`<tr data-id="${id}" data-name="${name}">${cellsOf(asset, manners).map((cell) => html`<td>${cell}</td>`)}</tr>`;
}

/** A row of elements without roles. */
export function plainRow(asset: ZcaAsset, manners: Manners): Html {
  const { id, name } = asset;
  return html`<div class="row" data-id="${id}" data-name="${name}">${cellsOf(asset, manners).map((cell) => html`<div class="cell">${cell}</div>`)}</div>`;
}

function cellsOf({ id, name }: ZcaAsset, manners: Manners): readonly (Html | string)[] {
  const unlink = html`<button type="button" class="unlink">${said('Hủy liên kết', manners)}</button>`;
  return inOrder([nameCell(name, manners), idCell(id, manners), unlink], manners);
}

export function nameCell(name: string, { drawing }: Manners): Html | string {
  const initials = name
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 2)
    .toUpperCase();
  if (!drawing.avatars || initials === '') return name;
  return html`<div class="who"><div class="avatar">${initials}</div><span>${name}</span></div>`;
}

function idCell(id: string, manners: Manners): Html | string {
  const shown = shownId(id, manners);
  if (!manners.drawing.measuredTable) return shown;
  return html`${shown} <button type="button" class="copy"><span aria-hidden="true">⧉</span> Sao chép</button><span role="tooltip" class="tooltip">Sao chép ID</span>`;
}

function columnsOf({ kind, manners }: LinkedList): readonly string[] {
  const titles = [nameColumns[kind], idColumns[kind], 'Thao tác'].map((title) => said(title, manners));
  return inOrder(titles, manners);
}

function inOrder<T>(columns: readonly T[], { columnsReversed }: Manners): readonly T[] {
  return columnsReversed ? columns.toReversed() : columns;
}

function measuringRow(list: LinkedList): Html {
  return html`<tr class="measure">${columnsOf(list).map((title) => html`<td><div>${title}</div></td>`)}</tr>`;
}

function boxed(table: Html, { rows }: Drawing): Html {
  if (rows === 'pages') return table;
  return html`<div class="box">${table}${rows === 'endless' ? html`<div id="more"></div>` : ''}</div>`;
}

/** The rows the server draws; a `virtual` list gets the rest from the script. */
function firstRows(list: LinkedList): Html {
  const { rows, manners } = list;
  if (!isVirtual(manners.drawing) || rows.assets.length <= rowsDrawnFirst) return linkedRows(list);
  const room = (rows.assets.length - rowsDrawnFirst) * rowPx;
  const first = linkedRows({ ...list, rows: { ...rows, assets: rows.assets.slice(0, rowsDrawnFirst) } });
  return html`${first}<tr class="room"><td colspan="3" style="${raw(`height:${room}px`)}"></td></tr>`;
}
