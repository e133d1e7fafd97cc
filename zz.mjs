import fs from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
const [file, ...only] = process.argv.slice(2);
const lines = new Set(only.map(Number));
let s = fs.readFileSync(file, 'utf8');
const said = new Set();
const out = [];
const isS = (t) => /\p{L}{2,} \p{L}/u.test(t) || /\p{L}{2,} …/u.test(t) || /… \p{L}{2,}/u.test(t);
new Visitor({
  TaggedTemplateExpression: ({ tag, quasi }) => said.add(quasi.start),
  Literal: ({ start, end, value }) => {
    if (typeof value === 'string' && isS(value))
      out.push([start, end, 'say`' + value.replace(/[`\\]|\$\{/g, '\\$&') + '`']);
  },
  TemplateLiteral: ({ start, end, quasis }) => {
    const t = quasis.map((q) => q.value.cooked ?? '').join('…');
    if (isS(t)) out.push([start, end, null]);
  },
}).visit(parseSync(file, s).program);
for (const [a, b, r] of out.sort((x, y) => y[0] - x[0])) {
  if (said.has(a)) continue;
  if (lines.size && !lines.has(s.slice(0, a).split('\n').length)) continue;
  s = s.slice(0, a) + (r ?? 'say' + s.slice(a, b)) + s.slice(b);
}
fs.writeFileSync(file, s);
