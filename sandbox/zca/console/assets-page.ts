import { html, raw } from 'hono/html';
import type { Kind, ZcaAsset } from '../asset.js';
import { hasScriptFile, isVirtual } from './drawing.js';
import type { Html } from './layout.js';
import { linkedRow, linkedRows, linkedTable, nameCell, plainRow } from './list-table.js';
import type { Manners } from './manners.js';
import { PAGE_SCRIPT } from './page-script.js';
import { type Rows, shownId } from './shelf.js';
import {
  counted,
  dialogWords,
  idColumns,
  intros,
  linkedTitles,
  nameColumns,
  said,
  searchHints,
  tabs,
} from './words.js';

export interface AssetsPage {
  readonly accountCode: string;
  readonly kind: Kind;
  readonly search: string;
  readonly rows: Rows;
  /** The second table of the OA tab lists these. */
  readonly unlinked: readonly ZcaAsset[];
  /** Two linked assets, for a dialog about the wrong one. */
  readonly strangers: readonly Pick<ZcaAsset, 'id' | 'name'>[];
  readonly manners: Manners;
}

/** The page "Quản lý tài sản": two tabs, a search field, the linked assets and, on the OA tab, OAs to link. */
export function assetsPage(page: AssetsPage): Html {
  const { accountCode, kind, search, manners } = page;
  const word = (text: string) => said(text, manners);
  const { drawing } = manners;
  const tab = (of: Kind) => {
    const path = `/${accountCode}/setting/asset/${of}`;
    const label = html`${word(tabs[of])}${drawing.counts ? html`<sup class="count">${of === kind ? page.rows.count : 3}</sup>` : ''}`;
    return drawing.plainTabs
      ? html`<button type="button" class="${of === kind ? 'tab current' : 'tab'}" data-to="${path}">${label}</button>`
      : html`<a role="tab" aria-selected="${String(of === kind)}" href="${path}">${label}</a>`;
  };
  const field = drawing.textSearch
    ? html`<form class="search"><input type="text" name="q" value="${search}" placeholder="${word(searchHints[kind])}" autocomplete="off"></form>`
    : html`<form class="search" role="search"><input type="search" name="q" value="${search}" placeholder="${word(searchHints[kind])}" aria-label="${word(searchHints[kind])}"></form>`;
  const hasPager = drawing.rows === 'pages' && !(manners.newHasPages && page.rows.pages === 1);
  return html`<h1>${word('Quản lý tài sản')}</h1>
<div class="tabs"${raw(drawing.plainTabs ? '' : ' role="tablist"')}>${tab('app')}${tab('oa')}</div>
<p class="about">${intros[kind]}</p>
${field}
<h3 id="linked">${counted(word(linkedTitles[kind]), page.rows.count, manners)}</h3>
${linkedTable(manners.lateRowsMs > 0 ? { ...page, rows: { ...page.rows, assets: [] } } : page)}
${manners.lateRowsMs === 0 && hasPager ? paging(page) : ''}
${kind === 'oa' ? newTable(page) : ''}
${kind === 'oa' && manners.newHasPages ? paging({ ...page, rows: { ...page.rows, page: 1, pages: 2 } }) : ''}
${script(page)}`;
}

/** The parts that a page loaded without rows fetches later. */
export async function lateParts(page: Pick<AssetsPage, 'kind' | 'search' | 'rows' | 'manners'>) {
  return { rows: String(await linkedRows(page)), paging: String(await paging(page)) };
}

function paging({ search, rows, manners }: Pick<AssetsPage, 'search' | 'rows' | 'manners'>): Html {
  const to = (page: number) => `?${new URLSearchParams({ q: search, page: String(page) })}`;
  const step = (label: string, page: number) =>
    page < 1 || page > rows.pages
      ? html`<a role="link" aria-disabled="true">${said(label, manners)}</a>`
      : html`<a href="${to(page)}">${said(label, manners)}</a>`;
  const numbers = Array.from({ length: rows.pages }, (_, at) => at + 1);
  return html`<nav class="paging" aria-label="Phân trang">${step('Trang trước', rows.page - 1)}${numbers.map(
    (page) =>
      html`<a href="${to(page)}"${raw(page === rows.page && manners.drawing.pagerMarks ? ' aria-current="page"' : '')}>${page}</a>`,
  )}${step('Trang sau', rows.page + 1)}</nav>`;
}

function newTable({ accountCode, unlinked, manners }: AssetsPage): Html {
  const word = (text: string) => said(text, manners);
  const link = (id: string) =>
    html`<form method="post" action="/${accountCode}/setting/asset/link"><input type="hidden" name="id" value="${id}"><button>${word('Liên kết')}</button></form>`;
  return html`<h3 id="new">${word('Liên kết OA mới')}</h3>
<table aria-labelledby="new">
<thead><tr><th scope="col">${word(nameColumns.oa)}</th><th scope="col">${word(idColumns.oa)}</th><th scope="col">${word('Thao tác')}</th></tr></thead>
<tbody>${unlinked.map(
    ({ id, name, verified }) =>
      html`<tr><td>${nameCell(name, manners)}</td><td>${shownId(id, manners)}</td><td>${
        verified === false ? html`<span class="badge">${word('OA chưa xác thực')}</span>` : link(id)
      }</td></tr>`,
  )}</tbody>
</table>`;
}

function script({ accountCode, kind, search, rows, strangers, manners }: AssetsPage): Html {
  const { drawing } = manners;
  const query = new URLSearchParams({ q: search, page: String(rows.page) });
  const { dialog, dialogDrawnAs, dialogMs, dialogFillsMs, countsDown, secondMs, coveredMs } = manners;
  const { dialogStays, extraDialog, meanwhile, moves } = manners;
  const settings = {
    kind,
    dialog,
    dialogDrawnAs,
    dialogMs,
    dialogFillsMs,
    countsDown,
    secondMs,
    coveredMs,
    dialogStays,
    extraDialog,
    meanwhile,
    moves,
    strangers,
    latePath: manners.lateRowsMs > 0 ? `/${accountCode}/setting/asset/${kind}/rows?${query}` : null,
    morePath:
      drawing.rows === 'endless'
        ? `/${accountCode}/setting/asset/${kind}/rows?q=${encodeURIComponent(search)}&page=`
        : null,
    pages: rows.pages,
    virtualRows: isVirtual(drawing)
      ? rows.assets.map((asset) =>
          String(drawing.rows === 'virtual' ? linkedRow(asset, manners) : plainRow(asset, manners)),
        )
      : null,
    pagerRedrawn: drawing.pagerRedrawn,
    unlinkPath: `/${accountCode}/setting/asset/unlink`,
    loginPath: '/login',
    words: dialogWords(kind, manners),
  };
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="settings">${raw(json)}</script>${
    hasScriptFile(drawing) ? '' : html`<script type="module">${raw(PAGE_SCRIPT)}</script>`
  }`;
}
