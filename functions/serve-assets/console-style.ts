/** The style of every page, as the browser gets it: no font, no picture, nothing from elsewhere. */
export const consoleStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8885; --soft: #8881; --accent: #0b57d0; --on-accent: #fff; --late: #b3261e; --good: #146c2e; --warn: #8a5000; }
@media (prefers-color-scheme: dark) { :root { --accent: #a8c7fa; --on-accent: #062e6f; --late: #ffb4ab; --good: #7fd99a; --warn: #ffb871; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 0 1rem 4rem; }
a { color: var(--accent); }
header { align-items: center; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: .6rem 0; position: relative; }
nav { display: flex; flex-basis: 100%; flex-wrap: wrap; gap: .2rem 1.2rem; }
nav a { padding: .3rem 0; text-decoration: none; }
nav a[aria-current] { border-bottom: 3px solid var(--accent); font-weight: 600; }
.brand { font-size: 1.15rem; padding: .2rem .4rem .2rem 0; }
.search { display: flex; flex: 1 1 14rem; gap: .4rem; min-width: 0; }
.search label { flex: 1; min-width: 0; }
.search input { width: 100%; }
.whoami { display: flex; gap: .5rem; }
.whoami select { max-width: 11rem; }
input, select, button, .button { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; color: inherit; font: inherit; min-height: 2.4rem; padding: .3rem .7rem; }
input[type=checkbox] { min-height: auto; transform: scale(1.2); }
a.quiet { align-items: center; border: 1px solid var(--line); border-radius: .4rem; color: inherit; display: inline-flex; min-height: 2.4rem; padding: .3rem .8rem; text-decoration: none; }
button, .button { cursor: pointer; display: inline-block; text-decoration: none; }
button.main, .button { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
button.quiet { background: none; border-color: transparent; color: var(--accent); text-decoration: underline; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { left: -99rem; position: absolute; }
.skip:focus { left: 1rem; top: .3rem; }
.hidden { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px; }
h1 { font-size: 1.5rem; margin: 1rem 0 .5rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0 0 .2rem; }
:is(table, .scroll, details) + h3 { margin-top: 1.2rem; }
main:focus { outline: none; }
article { overflow-wrap: anywhere; border: 1px solid var(--line); border-radius: .6rem; margin: .7rem 0; padding: .8rem 1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: .2rem 0 .6rem; }
.late, [role=alert] { color: var(--late); font-weight: 600; }
.count { background: var(--soft); border-radius: 1rem; font-size: .85em; padding: .1rem .6rem; }
.flags { border-left: 4px solid var(--warn); list-style: none; margin: .5rem 0; padding: .2rem .8rem; }
.banner { background: var(--soft); border-left: 4px solid var(--warn); padding: .5rem 1rem; }
dl { display: grid; gap: .3rem 1.5rem; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); margin: .5rem 0; }
dl .wide { grid-column: 1 / -1; }
dt { font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.copy code { font-size: 1.1rem; font-weight: 600; }
.copy button { font-size: .85rem; min-height: 1.8rem; padding: 0 .5rem; }
.actions { align-items: start; display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .6rem; }
.decision, .fields { align-items: end; display: flex; flex-wrap: wrap; gap: .6rem; }
.decision label, .fields label { display: grid; font-size: .9rem; }
.fields label.inline { align-items: center; display: inline-flex; min-height: 2.4rem; }
.decision small { flex-basis: 100%; }
.decision output, .decision > p { flex-basis: 100%; margin: 0; }
.answers { display: grid; gap: .8rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); margin: .8rem 0; }
.answers > div { border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .8rem; }
.answers p, .question > p:last-child { margin: 0; }
.question table { overflow-wrap: normal; }
.question :is(th, td):not(:last-child) { padding-right: .4rem; }
.question :is(th, td):last-child { padding-right: 0; }
.decision output:empty { display: none; }
details > summary { border: 1px solid var(--line); border-radius: .4rem; cursor: pointer; list-style: none; padding: .35rem .8rem; width: fit-content; }
details > summary::after { content: ' ▾'; }
details[open] { flex-basis: 100%; }
.steps ol { margin: .2rem 0 .8rem; max-width: 50rem; }
.problem { margin: .6rem 0; }
.problem[open] { border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
.problem p { margin: .2rem 0 .6rem; max-width: 45rem; }
.job > h2 { margin-top: .2rem; }
details[open] > summary { margin-bottom: .6rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .8rem .4rem 0; text-align: left; vertical-align: top; }
.number { font-variant-numeric: tabular-nums; text-align: right; }
.scroll { overflow-x: auto; }
.lights { display: grid; gap: .6rem; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); list-style: none; padding: 0; }
.lights li { border: 1px solid var(--line); border-left-width: .5rem; border-radius: .4rem; padding: .5rem .8rem; }
.lights .green { border-left-color: var(--good); } .lights .amber { border-left-color: var(--warn); } .lights .red { border-left-color: var(--late); }
.light { font-size: .85rem; }
.signals { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: .2rem 0; padding: 0; }
.agrees { color: var(--good); font-weight: 600; white-space: nowrap; }
.timeline { padding-left: 1.2rem; }
.timeline time { font-variant-numeric: tabular-nums; margin-right: .5rem; }
.bar { display: block; }
.bar .age-0 { fill: #4c9f70; } .bar .age-1 { fill: #c9a227; } .bar .age-2 { fill: #d1722f; } .bar .age-3 { fill: #b3261e; }
.key { border-radius: 2px; display: inline-block; height: .7rem; width: .7rem; }
.key.age-0 { background: #4c9f70; } .key.age-1 { background: #c9a227; } .key.age-2 { background: #d1722f; } .key.age-3 { background: #b3261e; }
.inline { align-items: center; display: inline-flex; gap: .5rem; }
#announce { background: var(--accent); border-radius: .5rem; bottom: 1rem; color: var(--on-accent); left: 50%; margin: 0; max-width: 90vw; padding: .6rem 1.2rem; position: fixed; transform: translateX(-50%); }
#announce:empty { display: none; }
@media (max-width: 30rem) { .question table { font-size: .85rem; } }
@media print { header, form, .actions, .skip, .copy button { display: none; } article { break-inside: avoid; } }
`;
