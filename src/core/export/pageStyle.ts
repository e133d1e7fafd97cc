/** How an exported page looks: on a screen by the reader's own choice of light or dark, and on paper. */

export const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --paper: #ffffff; --line: #d1d9e0; --tint: #f6f8fa;
  --link: #0550ae; --bar1: #ffb3b0; --bar2: #ffd699; --bar3: #fff0a8; --bar4: #c9e0fb; --gap: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9ea7b3; --paper: #0d1117; --line: #3d444d;
  --tint: #161b22; --link: #79b8ff; --bar1: #8c2f2b; --bar2: #7a4b00; --bar3: #5c5200; --bar4: #1f4a7a; --gap: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
p, ul, ol, table, pre, figure { margin: .6rem 0; }
ul, ol { padding-left: 1.4rem; }
li { margin: .2rem 0; }
em { color: var(--soft); }
a { color: var(--link); }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { border: 1px solid var(--line); padding: .3rem .55rem; text-align: left; vertical-align: top; }
th { background: var(--tint); }
td:first-child { overflow-wrap: normal; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .88em; }
pre { background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; white-space: pre-wrap; }
blockquote { margin: .6rem 0; padding-left: .9rem; border-left: 3px solid var(--line); color: var(--soft); }
img, svg { max-width: 100%; height: auto; }
svg text { fill: var(--ink); font: 12px system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
svg .soft { fill: var(--soft); }
svg .axis { stroke: var(--line); }
svg .bar { stroke: var(--ink); stroke-width: .5; }
svg .bar1 { fill: var(--bar1); } svg .bar2 { fill: var(--bar2); } svg .bar3 { fill: var(--bar3); } svg .bar4 { fill: var(--bar4); }
svg .gap { stroke: var(--gap); stroke-width: 3; stroke-dasharray: 5 3; }
svg .mark { fill: var(--ink); }
@media print {
  :root { --ink: #000000; --soft: #444444; --paper: #ffffff; --line: #bbbbbb; --tint: #f4f4f4; --link: #000000;
    --bar1: #e0e0e0; --bar2: #eaeaea; --bar3: #f2f2f2; --bar4: #fafafa; --gap: #000000; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  tr, pre, figure, li { break-inside: avoid; }
  thead { display: table-header-group; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em; }
}
`;

/** By which the page's policy knows its style; a test computes it. */
export const STYLE_HASH = 'sha256-oO7q0VyrGpH7hftimAiAaDBpoYoF+X6YcivDxf70ZAw=';
