import { rowPx } from './drawing.js';

/** Just enough styling to recognise the real console; none of it is Zalo's. */
export const consoleStyle = `
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.5 "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #1f2937; background: #f3f5f8 }
header { display: flex; gap: 16px; align-items: center; height: 52px; padding: 0 20px; color: #fff; background: #0068ff }
header .account { margin-left: auto; opacity: .9 }
header form { margin: 0 }
header button { color: #fff; background: none; border: 1px solid #ffffff80 }
.sandbox { padding: 2px 8px; border-radius: 4px; font-size: 12px; color: #664d03; background: #fff3cd }
.columns { display: flex; align-items: stretch; min-height: calc(100vh - 52px) }
nav.menu { width: 232px; padding: 16px 0; background: #fff; border-right: 1px solid #e3e7ed }
nav.menu h2 { margin: 0; padding: 8px 20px; font-size: 12px; letter-spacing: .05em; color: #8b95a5; text-transform: uppercase }
nav.menu ul { margin: 0; padding: 0; list-style: none }
nav.menu a { display: block; padding: 9px 20px; color: #374151; text-decoration: none }
nav.menu a[aria-current] { color: #0068ff; background: #e8f1ff; border-right: 3px solid #0068ff }
main { flex: 1; padding: 24px 28px; max-width: 980px }
h1 { margin: 0 0 16px; font-size: 20px }
h3 { margin: 24px 0 8px; font-size: 15px }
.tabs { display: flex; gap: 28px; margin-bottom: 16px; border-bottom: 1px solid #d9dee6 }
.tabs a { padding: 10px 0; font-weight: 600; color: #6b7280; text-decoration: none; text-transform: uppercase }
.tabs a[aria-selected=true] { color: #0068ff; box-shadow: inset 0 -2px #0068ff }
.about { color: #6b7280 }
.search input { width: 340px; padding: 7px 12px; font: inherit; border: 1px solid #cbd2dc; border-radius: 6px }
table { width: 100%; border-collapse: collapse; background: #fff; border-radius: 8px; overflow: hidden }
th { padding: 10px 14px; text-align: left; font-weight: 600; color: #6b7280; background: #f0f3f7 }
td { padding: 10px 14px; border-top: 1px solid #edf0f4; overflow-wrap: anywhere }
td:last-child, th:last-child { width: 150px }
td.empty { text-align: center; color: #8b95a5 }
button { padding: 6px 14px; font: inherit; border: 1px solid #cbd2dc; border-radius: 6px; background: #fff; cursor: pointer }
button.unlink { padding: 2px 4px; color: #d92d20; border-color: transparent; background: none }
button.main { color: #fff; background: #0068ff; border-color: #0068ff }
button.danger { color: #fff; background: #d92d20; border-color: #d92d20 }
.badge { padding: 2px 8px; border-radius: 10px; font-size: 12px; color: #92600a; background: #fdf0d5 }
.paging { display: flex; gap: 8px; align-items: center; justify-content: flex-end; margin-top: 12px }
.paging a, .paging span { padding: 4px 10px; color: #374151; border: 1px solid #d9dee6; border-radius: 6px; text-decoration: none; background: #fff }
.paging [aria-disabled=true] { color: #b6bdc8 }
.paging [aria-current] { color: #fff; background: #0068ff; border-color: #0068ff }
dialog { width: 440px; padding: 20px 24px; border: 0; border-radius: 10px; box-shadow: 0 12px 40px #0004 }
dialog::backdrop { background: #0006 }
dialog h2 { margin: 0 0 8px; font-size: 17px }
dialog .buttons { display: flex; gap: 10px; justify-content: flex-end; margin-top: 18px }
.drawer { position: fixed; inset: 0 0 0 auto; width: 420px; padding: 20px 24px; background: #fff; box-shadow: -12px 0 40px #0004 }
.drawer::before { content: ''; position: fixed; inset: 0; z-index: -1; background: #0006 }
iframe.frame { position: fixed; inset: 0; width: 100%; height: 100%; border: 0; background: #fffd }
.notice { position: fixed; top: 64px; left: 50%; padding: 10px 18px; border-radius: 8px; transform: translateX(-50%); color: #fff; background: #12805c; box-shadow: 0 6px 20px #0003 }
.notice[role=alert] { background: #d92d20 }
.tabs button { padding: 10px 0; font-weight: 600; color: #6b7280; background: none; border: 0; border-radius: 0; text-transform: uppercase }
.tabs button.current { color: #0068ff; box-shadow: inset 0 -2px #0068ff }
.who { display: flex; gap: 12px; align-items: center }
.avatar { display: flex; width: 32px; height: 32px; flex: none; align-items: center; justify-content: center; border-radius: 50%; font-size: 12px; font-weight: 600; color: #fff; background: #3b82f6 }
.linked table { table-layout: fixed }
.box { max-height: 360px; overflow: auto }
.box tr[data-id] { height: ${rowPx}px }
.box td { padding-top: 0; padding-bottom: 0 }
.box #more { height: 1px }
tr.room td, tr.measure td { height: 0; padding: 0; border: 0 }
tr.measure div { height: 0; overflow: hidden }
.linked { position: relative }
.cover { position: absolute; inset: 0; background: #fff8 }
sup.count { padding: 0 6px; border-radius: 8px; color: #fff; background: #d92d20 }
.body .box { position: relative }
.body .whole { position: relative; overflow: hidden }
.body #rows { position: absolute; top: 0; left: 0; right: 0 }
.body .row { display: flex; height: ${rowPx}px; align-items: center; border-top: 1px solid #edf0f4; background: #fff }
.body .cell { flex: 1; min-width: 0; padding: 0 14px; overflow-wrap: anywhere }
.body .cell:last-child { flex: none; width: 150px }
button.copy { padding: 0 4px; font-size: 12px; color: #6b7280; border: 0 }
.tooltip { position: absolute; padding: 2px 8px; color: #fff; background: #111; opacity: 0; pointer-events: none }
.door { width: 380px; margin: 12vh auto; padding: 28px; border-radius: 12px; background: #fff; box-shadow: 0 4px 24px #0001 }
.door label { display: block; margin: 12px 0 4px }
.door input { width: 100%; padding: 8px 12px; font: inherit; border: 1px solid #cbd2dc; border-radius: 6px }
.door button { width: 100%; margin-top: 18px }
.captcha { margin-top: 12px; padding: 18px; text-align: center; font: italic 22px serif; letter-spacing: .4em; background: repeating-linear-gradient(45deg, #e8edf4 0 6px, #fff 6px 12px) }
`;
