"""The report's style sheet; light and dark follow the reader's system."""

CSS = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1d1b19; --soft: #6b6660; --line: #dedad2; --band: #f2efe8;
  --finished: #9e2a3c; --draft: #3d6a8a; --other: #8a8378;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif;
  --sans: -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171615; --ink: #ece8e1; --soft: #a39c92; --line: #38352f; --band: #211f1c;
    --finished: #e57f8e; --draft: #86b4d4; --other: #9b9489;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 var(--sans); }
main { max-width: 68rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
h1, h2, h3 { font-family: var(--serif); font-weight: 500; line-height: 1.2; text-wrap: balance; }
h1 { font-size: 2.3rem; margin: 0 0 .3rem; }
h2 { font-size: 1.55rem; margin: 3.6rem 0 .5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.12rem; margin: 2rem 0 .3rem; }
p { max-width: 46rem; margin: .4rem 0 .9rem; }
.facts, .note, small, figcaption, summary { color: var(--soft); }
.facts, .note { font-size: .9rem; }
.verdict { font-family: var(--serif); font-size: 1.16rem; line-height: 1.6; max-width: 50rem;
  border-left: 3px solid var(--finished); padding: .2rem 0 .2rem 1.2rem; margin: 1.6rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: .82rem; padding: .35rem .8rem .35rem 0;
  border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: .45rem .8rem .45rem 0; vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
tbody tr:first-child td { border-top: 1px solid var(--line); }
td.title { width: 34%; min-width: 15rem; }
td.stage { max-width: 9.5rem; }
td.value { font-weight: 600; }
td.value small { display: block; font-weight: 400; }
details { font-size: .84rem; margin-top: .15rem; }
details p { margin: .3rem 0; }
summary { cursor: pointer; font-size: .84rem; }
.draft { color: var(--draft); } .finished { color: var(--finished); } .other { color: var(--other); }
.track { position: relative; width: 13rem; height: 1.1rem; margin-top: .15rem; }
.track i { position: absolute; top: 50%; }
.track .way { left: 10%; right: 10%; height: 9px; margin-top: -4.5px; border: solid var(--soft);
  border-width: 0 1px; background: linear-gradient(var(--line), var(--line)) center / 100% 3px no-repeat; }
.track .interval { height: 3px; margin-top: -1.5px; background: currentColor; opacity: .45; }
.track .dot { width: 10px; height: 10px; margin: -5px; border: 2px solid currentColor; border-radius: 50%;
  background: var(--paper); }
.track .dot.draft { width: 14px; height: 14px; margin: -7px; }
.track .dot.finished { background: currentColor; }
.overview { display: grid; grid-template-columns: minmax(12rem, 19rem) minmax(14rem, 1fr); gap: .1rem 1.2rem;
  align-items: center; margin: 1.2rem 0; font-size: .92rem; }
.overview .group { grid-column: 1 / -1; color: var(--soft); font-size: .82rem; margin-top: .7rem; }
.overview .track { width: 100%; max-width: 30rem; height: 1.4rem; margin: 0; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .88rem; color: var(--soft); }
.legend b { font-weight: 600; }
.plate { margin: 1rem 0 1.6rem; }
.plate img { display: block; max-width: 100%; height: auto; background: #fff; border: 1px solid var(--line); }
.rows { display: grid; gap: .5rem .7rem; align-items: end; width: max-content; max-width: 100%; overflow-x: auto; }
.rows .label { align-self: center; font-size: .86rem; max-width: 13rem; }
.rows .head { color: var(--soft); font-size: .82rem; }
code { font-size: .84em; overflow-wrap: anywhere; }
@media (max-width: 40rem) { main { padding: 1.5rem 1rem 3rem; } h1 { font-size: 1.8rem; }
  .overview { grid-template-columns: 1fr; } }
@media print { body { background: #fff; } details > * { display: block; } }
"""
