/**
 * Says in one sentence what is missing where `npm ci` did not set up Node 24: with an npm that is too old, or with
 * install scripts forbidden. It runs on whatever Node there is, hence plain old JavaScript.
 */
'use strict';

/** What to say on this version of Node, for the npm that started it; null: nothing is missing. */
function missing(nodeVersion, userAgent) {
  if (Number(nodeVersion.split('.')[0]) >= 24) return null;
  var npm = /npm\/(\d[\w.-]*)/.exec(userAgent || '');
  return (
    'Contexture needs Node 24 and brings its own, but that was not installed, and this is Node ' +
    nodeVersion +
    ': install again with npm 8 or later' +
    (npm ? ' (this is npm ' + npm[1] + ')' : '') +
    ' and with install scripts allowed (npm config get ignore-scripts).'
  );
}

module.exports = { missing };

if (require.main === module) {
  var sentence = missing(process.versions.node, process.env.npm_config_user_agent);
  if (sentence) {
    console.error(sentence);
    process.exitCode = 2;
  }
}
