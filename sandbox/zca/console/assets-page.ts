import { html, raw } from 'hono/html';
import type { Kind, ZcaAsset } from '../asset.js';
import type { Html } from './layout.js';
import type { Manners } from './manners.js';
import { PAGE_SCRIPT } from './page-script.js';
import { type Rows, shownId } from './shelf.js';
import { ABOUT, ID_COLUMN, LINKED, NAME_COLUMN, NOTHING, SEARCH, said, TAB, THING } from './words.js';

export interface AssetsPage {
  readonly accountCode: string;
  readonly kind: Kind;
  readonly search: string;
  readonly rows: Rows;
  /** For the second table of the OA tab. */
  readonly unlinked: readonly ZcaAsset[];
  /** Two linked ones, for a dialog that is about another. */
  readonly strangers: readonly Pick<ZcaAsset, 'id' | 'name'>[];
  readonly manners: Manners;
}

/** Quản lý tài sản: two tabs, a search field, what is linked, and on the OA tab what could be. */
export function assetsPage(page: AssetsPage): Html {
  const { accountCode, kind, search, manners } = page;
  const word = (text: string) => said(text, manners);
  const tab = (of: Kind) =>
    html`<a role="tab" aria-selected="${String(of === kind)}" href="/${accountCode}/setting/asset/${of}">${word(TAB[of])}</a>`;
  return html`<h1>${word('Quản lý tài sản')}</h1>
<div class="tabs" role="tablist">${tab('app')}${tab('oa')}</div>
<p class="about">${ABOUT[kind]}</p>
<form class="search" role="search"><input type="search" name="q" value="${search}" placeholder="${word(SEARCH[kind])}" aria-label="${word(SEARCH[kind])}"></form>
<h3 id="linked">${word(LINKED[kind])}</h3>
${linkedTable(manners.lateRowsMs > 0 ? { ...page, rows: { ...page.rows, assets: [] } } : page)}
${manners.lateRowsMs > 0 || (manners.newHasPages && page.rows.pages === 1) ? '' : paging(page)}
${kind === 'oa' ? newTable(page) : ''}
${kind === 'oa' && manners.newHasPages ? paging({ ...page, rows: { ...page.rows, page: 1, pages: 2 } }) : ''}
${script(page)}`;
}

/** What a page without rows asks for later. */
export async function lateParts(page: Pick<AssetsPage, 'kind' | 'search' | 'rows' | 'manners'>) {
  return { rows: String(await linkedRows(page)), paging: String(await paging(page)) };
}

function linkedTable(page: AssetsPage): Html {
  const word = (text: string) => said(text, page.manners);
  return html`<table aria-labelledby="linked">
<thead><tr><th scope="col">${word(NAME_COLUMN[page.kind])}</th><th scope="col">${word(ID_COLUMN[page.kind])}</th><th scope="col">Thao tác</th></tr></thead>
<tbody>${linkedRows(page)}</tbody>
</table>`;
}

function linkedRows({ kind, rows, manners }: Pick<AssetsPage, 'kind' | 'rows' | 'manners'>): Html {
  const word = (text: string) => said(text, manners);
  const row = ({ id, name }: ZcaAsset) =>
    html`<tr data-id="${id}" data-name="${name}"><td>${name}</td><td>${shownId(id, manners)}</td><td><button type="button" class="unlink">${word('Hủy liên kết')}</button></td></tr>`;
  return rows.assets.length === 0
    ? html`<tr><td class="empty" colspan="3">${word(NOTHING[kind])}</td></tr>`
    : html`${rows.assets.map(row)}`;
}

function paging({ search, rows, manners }: Pick<AssetsPage, 'search' | 'rows' | 'manners'>): Html {
  const to = (page: number) => `?${new URLSearchParams({ q: search, page: String(page) })}`;
  const step = (label: string, page: number) =>
    page < 1 || page > rows.pages
      ? html`<a role="link" aria-disabled="true">${said(label, manners)}</a>`
      : html`<a href="${to(page)}">${said(label, manners)}</a>`;
  const numbers = Array.from({ length: rows.pages }, (_, at) => at + 1);
  return html`<nav class="paging" aria-label="Phân trang">${step('Trang trước', rows.page - 1)}${numbers.map(
    (page) => html`<a href="${to(page)}"${raw(page === rows.page ? ' aria-current="page"' : '')}>${page}</a>`,
  )}${step('Trang sau', rows.page + 1)}</nav>`;
}

function newTable({ accountCode, unlinked, manners }: AssetsPage): Html {
  const link = (id: string) =>
    html`<form method="post" action="/${accountCode}/setting/asset/link"><input type="hidden" name="id" value="${id}"><button>Liên kết</button></form>`;
  return html`<h3 id="new">Liên kết OA mới</h3>
<table aria-labelledby="new">
<thead><tr><th scope="col">${NAME_COLUMN.oa}</th><th scope="col">${ID_COLUMN.oa}</th><th scope="col">Thao tác</th></tr></thead>
<tbody>${unlinked.map(
    ({ id, name, verified }) =>
      html`<tr><td>${name}</td><td>${shownId(id, manners)}</td><td>${
        verified === false ? html`<span class="badge">OA chưa xác thực</span>` : link(id)
      }</td></tr>`,
  )}</tbody>
</table>`;
}

function script({ accountCode, kind, search, rows, strangers, manners }: AssetsPage): Html {
  const word = (text: string) => said(text, manners);
  const query = new URLSearchParams({ q: search, page: String(rows.page) });
  const { dialog, dialogMs, dialogStays, extraDialog, meanwhile, moves } = manners;
  const settings = {
    kind,
    dialog,
    dialogMs,
    dialogStays,
    extraDialog,
    meanwhile,
    moves,
    strangers,
    latePath: manners.lateRowsMs > 0 ? `/${accountCode}/setting/asset/${kind}/rows?${query}` : null,
    unlinkPath: `/${accountCode}/setting/asset/unlink`,
    loginPath: '/login',
    words: {
      thing: THING[kind],
      dialogTitle: `Xác nhận ${word('Hủy liên kết').toLowerCase()}`,
      dialogAsks: `Bạn có chắc chắn muốn ${word('Hủy liên kết').toLowerCase()} `,
      dialogFrom: ' khỏi tài khoản ZBS này không?',
      dialogPlain: `Bạn có chắc chắn muốn ${word('Hủy liên kết').toLowerCase()} không?`,
      again: 'Thao tác này không thể hoàn tác. Bạn vẫn muốn tiếp tục?',
      confirm: word('Xác nhận'),
      cancel: word('Bỏ qua'),
      ok: 'Đã hiểu',
      working: 'Đang xử lý…',
      expiredTitle: 'Thông báo',
      expiredText: 'Phiên làm việc của bạn đã hết hạn.',
      logIn: 'Đăng nhập lại',
      surveyTitle: 'Khảo sát mức độ hài lòng',
      surveyText: 'Bạn đánh giá trải nghiệm của mình hôm nay thế nào?',
    },
  };
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return html`<script type="application/json" id="settings">${raw(json)}</script><script type="module">${raw(PAGE_SCRIPT)}</script>`;
}
