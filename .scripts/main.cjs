/**
 * The one door to every command: `node .scripts/main.cjs <command> [arguments]`, as package.json's scripts call it. Old
 * enough in its syntax that a Node which can't run the rest can still say so.
 */
'use strict';
/** @param {string} version such as 20.9 or 20.11.1 */
function minor(version) {
  const numbers = version.split('.').map(Number);
  return (numbers[0] || 0) * 1000 + (numbers[1] || 0);
}
const needed = require('../package.json').engines.node.replace('>=', '');
if (minor(process.versions.node) < minor(needed)) {
  console.error("Can't run with Node " + process.version + '. Install Node ' + needed + ' or newer, then try again.');
  if (process.argv[2] === 'test') console.log('0 passed, 1 failed');
  process.exit(1);
}
void import('./main.mjs').then(function (main) {
  return main.command(process.argv[2], process.argv.slice(3));
});
