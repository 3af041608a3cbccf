/** The style sheet of the HTML report: readable at any width, in the dark, and on paper. */

export const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#5b6470;--line:#d8dde3;--tint:#f5f7f9;--good:#1a7f37;--bad:#c4231c;--mind:#8a5a00;--mute:#6b7480;--area:#0b6bcb33;--edge:#0b6bcb;--link:#0a58a8}
@media (prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6e9ed;--soft:#a2acb8;--line:#343b44;--tint:#1c2127;--good:#4fc26b;--bad:#ff7b72;--mind:#e0ad4a;--mute:#98a2ae;--area:#58a6ff33;--edge:#58a6ff;--link:#79b8ff}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:64rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.3rem;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:0;font-weight:600}
p{margin:.4rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,input:focus-visible{outline:3px solid var(--edge);outline-offset:2px}
code,pre{font:.875em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace}
code{background:var(--tint);padding:.1em .3em;border-radius:.25rem}
pre{background:var(--tint);border:1px solid var(--line);border-radius:.4rem;margin:.5rem 0;padding:.5rem 0;overflow-x:auto}
pre span{display:block;padding:0 .75rem;white-space:pre}
pre span.here{background:#c4231c22;box-shadow:inset 3px 0 var(--bad)}
pre i{display:inline-block;min-width:3ch;margin-right:1.2em;text-align:right;font-style:normal;color:var(--mute);user-select:none}
.soft{color:var(--soft)}
.result{display:flex;flex-wrap:wrap;gap:1.5rem 2.5rem;align-items:center;margin:1.25rem 0}
.chart{width:min(23rem,100%);height:auto;flex:0 1 23rem}
.chart .grid{fill:none;stroke:var(--line)}
.chart .area{fill:var(--area);stroke:var(--edge);stroke-width:2}
.chart text{font:600 15px system-ui,sans-serif;text-anchor:middle;dominant-baseline:middle;fill:currentColor}
.chart circle{fill:currentColor}
.figures{flex:1 1 20rem;min-width:0}
.grade{font-size:3.25rem;font-weight:700;line-height:1}
table{border-collapse:collapse;width:100%;margin-top:.75rem}
th{text-align:left;font-weight:400}
td,th{padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td:last-child,thead th:last-child{text-align:right;font-variant-numeric:tabular-nums;padding-right:0}
.met,.pass{color:var(--good)}
.partly,.undecided,.unknown,.error{color:var(--mind)}
.notMet,.fail{color:var(--bad)}
.notApplicable{color:var(--mute)}
.filters{display:none;flex-wrap:wrap;gap:.5rem 1.25rem;margin:1.5rem 0 0;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper)}
.scripted .filters{display:flex}
.filters label{white-space:nowrap}
.filters p{margin:0;flex-basis:100%}
.check{margin:1rem 0;padding-left:1rem;border-left:4px solid currentColor}
.check>*{color:var(--ink)}
.check>.tag{color:inherit;font-weight:600}
.finding{margin:.75rem 0}
.fix{background:var(--tint);border-radius:.4rem;padding:.5rem .75rem}
ul{padding-left:1.2rem;margin:.4rem 0}
details{margin:.5rem 0}
summary{cursor:pointer}
[hidden]{display:none}
@media print{body{font-size:11pt}.filters{display:none!important}h2{break-after:avoid}.check,.finding,pre{break-inside:avoid}a{color:inherit;text-decoration:none}main{max-width:none;padding:0}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
`.trim();
