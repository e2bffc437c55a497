import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Drawing, hasScriptFile } from './drawing.js';
import { consoleStyle } from './style.js';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A complete HTML document. */
export function document(title: string, body: Html, language = 'vi'): Html {
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${title} – Zalo Cloud (sandbox)</title><style>${raw(consoleStyle)}</style></head>
<body>${body}</body>
</html>`;
}

/** A page for somebody logged in: header, menu and content. */
export function inside(
  {
    accountCode,
    title,
    current,
    group,
    logOut,
    menu,
    drawing,
  }: {
    readonly accountCode: string;
    readonly title: string;
    readonly current: string;
    readonly group: string;
    readonly logOut: string;
    readonly drawing: Drawing;
    readonly menu: readonly { readonly path: string; readonly label: string }[];
  },
  content: Html,
): Html {
  return document(
    title,
    html`<header>
  <strong>Zalo Cloud</strong><span class="sandbox">Bản mô phỏng, không phải trang của Zalo</span>
  <span class="account">Tài khoản ZBS ${accountCode} · Nguyễn Thị Hạnh</span>
  <form method="post" action="/logout"><button>${logOut}</button></form>
</header>
<div class="columns">
  <nav class="menu" aria-label="Menu">
    <h2>${group}</h2>
    <ul>${menu.map(
      ({ path, label }) =>
        html`<li><a href="/${accountCode}/${path}"${raw(path === current ? ' aria-current="page"' : '')}>${label}</a></li>`,
    )}</ul>
  </nav>
  <main>${content}</main>
</div>${hasScriptFile(drawing) ? html`<script type="module" src="/page.js"></script>` : ''}`,
    drawing.language,
  );
}
