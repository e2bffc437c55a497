import { sha256Of } from '../shared/sha256.js';

/** The look of every page: one file, so that the content security policy needs no exception. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #15181d);
  --paper: light-dark(#ffffff, #1d2127);
  --ink: light-dark(#1b1f24, #e7eaee);
  --quiet: light-dark(#57606a, #a4adb8);
  --line: light-dark(#d5dae0, #363d46);
  --accent: light-dark(#0b5cad, #7db8f5);
  --on-accent: light-dark(#ffffff, #0d1b2a);
  --good: light-dark(#116329, #7ee2a0);
  --good-ground: light-dark(#dcf5e3, #12331f);
  --bad: light-dark(#a40e26, #ff9ba5);
  --bad-ground: light-dark(#ffe5e7, #3f1519);
  --wait: light-dark(#7a4b00, #f5c772);
  --wait-ground: light-dark(#fff1cf, #3a2a0a);
  --calm-ground: light-dark(#e9edf1, #2a3038);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; background: var(--paper); padding: 0.5rem 1rem; z-index: 1; }
header { background: var(--paper); border-bottom: 1px solid var(--line); }
.bar, nav ul, main { max-width: 76rem; margin: 0 auto; padding-inline: 1rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1.25rem; padding-block: 0.6rem; }
.name { font-weight: 700; font-size: 1.1rem; color: inherit; text-decoration: none; margin-inline-end: auto; }
.languages { display: flex; gap: 0.75rem; list-style: none; margin: 0; padding: 0; font-size: 0.9rem; }
.languages [aria-current] { color: var(--quiet); }
.log-out { display: flex; align-items: center; gap: 0.6rem; font-size: 0.9rem; color: var(--quiet); overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 0.25rem; list-style: none; padding-block: 0; }
nav a { display: block; padding: 0.5rem 0.7rem; text-decoration: none; border-bottom: 3px solid transparent; }
nav a[aria-current] { border-color: var(--accent); color: var(--ink); font-weight: 600; }
main { padding-block: 1.25rem 3rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
p { margin: 0 0 1rem; max-width: 44rem; }
.lead { color: var(--quiet); }
button, .button { font: inherit; padding: 0.45rem 0.9rem; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .button:hover { border-color: var(--accent); }
.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
input, select { font: inherit; width: 100%; min-height: 2.5rem; padding: 0.35rem 0.6rem; border: 1px solid light-dark(#8b949e, #6b7683); border-radius: 6px; background: var(--paper); color: var(--ink); }
label { display: block; font-size: 0.9rem; font-weight: 600; margin-bottom: 0.2rem; }
.hint { font-size: 0.85rem; color: var(--quiet); margin: 0.2rem 0 0; }
.filter { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin-bottom: 1rem; display: grid; gap: 0.9rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); }
.filter > .wide { grid-column: span 2; }
.filter .actions { grid-column: 1 / -1; }
.actions { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: center; margin: 1rem 0; }
.filter .actions { margin: 0; }
.narrow { max-width: 26rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem; }
.narrow .actions { margin-bottom: 0; }
.problem { background: var(--bad-ground); color: var(--bad); padding: 0.6rem 0.8rem; border-radius: 6px; }
.note { background: var(--wait-ground); color: var(--wait); padding: 0.6rem 0.8rem; border-radius: 6px; }
table { width: 100%; border-collapse: collapse; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
th, td { text-align: start; vertical-align: top; padding: 0.55rem 0.75rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { border-top: none; font-size: 0.85rem; color: var(--quiet); overflow-wrap: normal; }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums; }
.id { font-variant-numeric: tabular-nums; color: var(--quiet); font-size: 0.9rem; white-space: nowrap; }
.nowrap { white-space: nowrap; }
td ul { list-style: none; margin: 0; padding: 0; }
.badge { display: inline-block; padding: 0.1rem 0.55rem; border-radius: 999px; font-size: 0.85rem; background: var(--calm-ground); white-space: nowrap; }
.badge.good { background: var(--good-ground); color: var(--good); }
.badge.bad { background: var(--bad-ground); color: var(--bad); }
.badge.wait { background: var(--wait-ground); color: var(--wait); }
.empty { background: var(--paper); border: 1px dashed var(--line); border-radius: 8px; padding: 1.5rem; text-align: center; color: var(--quiet); max-width: none; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 0 0 1rem; }
dl.facts dt { color: var(--quiet); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.story { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.story li { display: grid; grid-template-columns: 11rem 1fr; gap: 0.1rem 1rem; padding: 0.6rem 1rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.story li:first-child { border-top: none; }
.story p { margin: 0.15rem 0 0; }
.story time { color: var(--quiet); font-variant-numeric: tabular-nums; }
.pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); list-style: none; margin: 0; padding: 0; }
.pictures img { width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; display: block; background: #fff; }
figure { margin: 0 0 1rem; }
figcaption { font-size: 0.9rem; color: var(--quiet); margin-top: 0.3rem; overflow-wrap: anywhere; }
.chart { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; }
.chart svg { display: block; width: 100%; height: auto; }
.chart .bar-rect { fill: var(--accent); }
.chart .second { fill: light-dark(#9cc4ea, #35597e); }
.chart text { fill: var(--quiet); font-size: 12px; font-family: inherit; }
.chart .value { fill: var(--ink); font-weight: 600; }
.chart line { stroke: var(--line); }
.key { display: inline-block; width: 0.8em; height: 0.8em; border-radius: 2px; background: var(--accent); margin-inline-end: 0.35em; }
.key.second { background: light-dark(#9cc4ea, #35597e); }
figure.chart { max-width: 46rem; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--accent); }
@media (max-width: 44rem) {
  .filter > .wide { grid-column: auto; }
  table.cards, table.cards tbody, table.cards tr, table.cards td, table.cards th[scope=row] { display: block; width: 100%; }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards { background: none; border: none; }
  table.cards tr { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem 0.9rem; margin-bottom: 0.75rem; }
  table.cards td, table.cards th[scope=row] { border: none; padding: 0.15rem 0; }
  table.cards [data-label]::before { content: attr(data-label) ': '; color: var(--quiet); font-size: 0.85rem; }
  table.cards td.number { text-align: start; }
  .chart text { font-size: 18px; }
  .story li { grid-template-columns: 1fr; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: 0.5rem; }
}
@media print { nav, .filter, .actions, .log-out, .languages { display: none; } body { background: #fff; } }
`.trim();

/** Changes with the style, so that browsers may keep it for ever. */
export const styleAddress = `/admin/style-${sha256Of(style).slice(0, 12)}.css`;

export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b5cad"/><path d="M13 12l-2-2a4 4 0 0 0-5 6l3 3m10 1l2 2a4 4 0 0 0 5-6l-3-3M10 5l1 3m11 19l-1-3M5 22l3-1M27 10l-3 1" stroke="#fff" stroke-width="2.4" fill="none" stroke-linecap="round"/></svg>';
