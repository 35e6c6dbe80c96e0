/** The style of every page: one palette for light and dark, rows instead of tables where it is narrow, all open on paper. */
export const STYLE: string = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f6f4, #15171b);
  --card: light-dark(#ffffff, #1d2026);
  --ink: light-dark(#1a1e23, #e8eaed);
  --faint: light-dark(#545b64, #a8b0ba);
  --line: light-dark(#d9dce0, #363c46);
  --code: light-dark(#f1f2f4, #12141a);
  --link: light-dark(#0a56a8, #86baff);
  --red: light-dark(#ae1f1a, #ff9c93);
  --red-ground: light-dark(#fdeceb, #3b1c1d);
  --amber: light-dark(#7f4c00, #f2bf60);
  --amber-ground: light-dark(#fdf2db, #382b11);
  --green: light-dark(#186935, #80d89c);
  --green-ground: light-dark(#e5f4ea, #15301f);
  --blue: light-dark(#285a9b, #95bef5);
  --blue-ground: light-dark(#e8f0fb, #1b2b43);
  --bar: light-dark(#a3bbd8, #496a92);
  --critical: light-dark(#1e5da5, #8fc2ff);
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
h1, h2, h3, p { margin: 0; }
a { color: var(--link); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: .875em; }
code { background: var(--code); padding: .1em .3em; border-radius: 4px; }
pre {
  background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; margin: .4rem 0;
  overflow-x: auto; white-space: pre; line-height: 1.45; max-height: 24rem; overflow-y: auto;
}
pre code { background: none; padding: 0; font-size: 1em; }
.wide { max-width: 70rem; margin: 0 auto; padding: 0 1rem; }
.faint { color: var(--faint); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }

.head { --tone: var(--faint); border-top: 6px solid var(--tone); background: var(--card); border-bottom: 1px solid var(--line); padding: 1.4rem 0 1.2rem; }
.head.good { --tone: var(--green); }
.head.bad { --tone: var(--red); }
.head h1 { font-size: clamp(1.35rem, 1.05rem + 1.5vw, 2rem); line-height: 1.2; letter-spacing: -.015em; margin: .15rem 0 .5rem; text-wrap: balance; }
.head h1 b { color: var(--tone); }
.counts { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; font-size: .95rem; list-style: none; margin: .5rem 0 0; padding: 0; }
.next { margin: 1rem 0 0; padding: .7rem .9rem; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; font-size: .95rem; }
.next ol { list-style: none; margin: .25rem 0 0; padding: 0; display: grid; gap: .3rem; }
.next code { background: none; padding: 0; font-weight: 600; }

nav { border-bottom: 1px solid var(--line); font-size: .9rem; margin-bottom: 1.3rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; margin: 0; padding: .6rem 0; }
nav a { text-decoration: none; display: inline-block; padding: .2rem 0; }
nav a:hover { text-decoration: underline; }
section { margin: 0 0 2.2rem; }
.title { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .8rem; margin-bottom: .6rem; }
.title h2 { font-size: 1.2rem; letter-spacing: -.005em; }
.title p { color: var(--faint); font-size: .9rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; }
.card + .card, .scroll + .card, .card + .scroll { margin-top: .7rem; }
section h3 { font-size: 1rem; margin: 1rem 0 .4rem; }
.card > h3:first-child { margin-top: 0; }

.tag { display: inline-block; font-size: .75rem; font-weight: 600; padding: .12rem .45rem; border-radius: 4px; white-space: nowrap; background: var(--tint); color: var(--tone); }
.error { --tone: var(--red); --tint: var(--red-ground); }
.warning { --tone: var(--amber); --tint: var(--amber-ground); }
.info { --tone: var(--blue); --tint: var(--blue-ground); }
.ok { --tone: var(--green); --tint: var(--green-ground); }
.plain { --tone: var(--faint); --tint: var(--code); }

.filter { border: 0; margin: 0 0 .7rem; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
.filter legend { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
.filter label { position: relative; border: 1px solid var(--line); background: var(--card); border-radius: 999px; padding: .25rem .8rem; font-size: .875rem; cursor: pointer; }
.filter input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.filter label:has(:checked) { background: var(--ink); color: var(--ground); border-color: var(--ink); }
.filter label:has(:focus-visible) { outline: 2px solid var(--link); outline-offset: 2px; }
section:has(#show-error:checked) .finding:not(.error),
section:has(#show-warning:checked) .finding:not(.warning),
section:has(#show-info:checked) .finding:not(.info) { display: none; }

.finding { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; padding: .8rem 1rem; margin-bottom: .7rem; }
.finding .top { font-size: .85rem; }
.finding h3 { font-size: 1rem; font-weight: 600; line-height: 1.4; margin: .25rem 0; }
.finding .place { font-family: var(--mono); font-size: .8rem; color: var(--faint); margin-top: .35rem; }
.finding dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem .8rem; margin: .55rem 0 0; font-size: .925rem; }
.finding dt { color: var(--faint); }
.finding dd { margin: 0; white-space: pre-line; }
.source { display: flex; padding: 0; overflow: hidden; }
.source span { color: var(--faint); padding: .5rem .6rem; border-right: 1px solid var(--line); user-select: none; }
.source code { flex: 1; padding: .5rem .7rem; overflow-x: auto; }
.source mark { background: var(--tint); color: var(--tone); border-bottom: 2px solid var(--tone); }

details > summary { cursor: pointer; padding: .3rem 0; font-size: .925rem; }
details p.faint, .timeline ~ .faint { font-size: .9rem; }
.output { margin: .3rem 0 .8rem; }
.output p { font-size: .9rem; }

table { border-collapse: collapse; width: 100%; font-size: .925rem; }
th, td { text-align: left; padding: .4rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th.number, td.number { text-align: right; }
thead th { font-weight: 600; font-size: .82rem; color: var(--faint); overflow-wrap: normal; }
tbody th { font-weight: 400; }
tbody tr:last-child > * { border-bottom: 0; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.hash { font-size: .75em; }

.grid td { padding: 0; min-width: 9.5rem; }
.grid td a { display: block; padding: .55rem .7rem; color: inherit; text-decoration: none; background: var(--tint); border-left: 4px solid var(--tone); }
.grid td a:hover { text-decoration: underline; }
.grid td b { color: var(--tone); }
.grid td small { display: block; font-size: .8rem; }

.timeline { list-style: none; margin: 0; padding: 0; font-size: .875rem; }
.timeline li { display: grid; grid-template-columns: minmax(9rem, 19rem) 4.6rem 1fr; gap: 0 .7rem; align-items: center; }
.timeline .name { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.timeline .part { padding-left: 1.1rem; color: var(--faint); }
.track { position: relative; height: 1.2rem; background: linear-gradient(90deg, var(--line) 1px, transparent 1px) 0 / 20% 100%; }
.track i { position: absolute; top: .2rem; bottom: .2rem; min-width: 2px; border-radius: 2px; }
i.beside { background: var(--bar); }
i.critical { background: var(--critical); }
i.failed { background: var(--red); }
.key { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .82rem; color: var(--faint); margin-top: .7rem; }
.key i { display: inline-block; width: .9rem; height: .6rem; border-radius: 2px; margin-right: .35rem; }

.map { position: relative; width: 100%; aspect-ratio: 2.63; min-height: 13rem; border-radius: 6px; overflow: hidden; background: var(--line); }
.map div {
  position: absolute; container-type: size; overflow: hidden; border: 1px solid var(--card); overflow-wrap: normal;
  font-size: .78rem; line-height: 1.25; color: light-dark(#10233a, #eef4fb);
  background: light-dark(hsl(var(--hue) 50% 85%), hsl(var(--hue) 28% 26%));
}
.map span { display: none; padding: .2rem .35rem; }
.map b { display: block; overflow: hidden; text-overflow: ellipsis; }
@container (min-width: 4.2rem) and (min-height: 2.3rem) { .map span { display: block; } }

.pairs { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .25rem 1rem; margin: 0; font-size: .925rem; }
.pairs dt { color: var(--faint); }
.pairs dd { margin: 0; }
.pairs ul, .list { margin: 0; padding: 0; list-style: none; }
.list > li { padding: .25rem 0; font-size: .925rem; }
.columns { columns: 21rem; column-gap: 1.5rem; }

.readme { border-top: 1px solid var(--line); margin-top: .4rem; padding-top: .3rem; }
.readme :is(h3, h4, h5, h6) { font-size: 1.05rem; margin: .9rem 0 .3rem; }
.readme p, .readme blockquote { margin: .5rem 0; }
.readme blockquote { border-left: 3px solid var(--line); padding-left: .8rem; color: var(--faint); }
.readme table { width: auto; display: block; overflow-x: auto; }
.picture { border: 1px dashed var(--line); border-radius: 4px; padding: 0 .4rem; font-size: .85em; color: var(--faint); }
footer { color: var(--faint); font-size: .85rem; border-top: 1px solid var(--line); padding: .8rem 0 2.5rem; }

@media (max-width: 40rem) {
  .timeline li { grid-template-columns: 1fr 4.6rem; }
  .timeline .track { grid-column: 1 / -1; }
  .finding dl, .pairs { grid-template-columns: 1fr; gap: 0; }
  .finding dd, .pairs dd { margin-bottom: .35rem; }
  .map { aspect-ratio: 1.1; }
  .stack thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .stack tr { display: block; border-bottom: 1px solid var(--line); padding: .45rem .7rem; }
  .stack tr:last-child { border-bottom: 0; }
  .stack :is(td, tbody th) { display: block; border: 0; padding: .05rem 0; text-align: left; white-space: normal; }
  .stack td[data-label]:not([data-label=""])::before { content: attr(data-label) ": "; color: var(--faint); }
  .grid td { padding: .15rem 0; }
  .source code { white-space: pre-wrap; }
}
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 10.5pt; }
  nav, .filter { display: none; }
  .finding { display: block !important; }
  .finding, .card, tr, .timeline li { break-inside: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
  pre { white-space: pre-wrap; max-height: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; }
  * { print-color-adjust: exact; }
}
`
  .trim()
  .replaceAll(/\n\s*/g, "\n");
