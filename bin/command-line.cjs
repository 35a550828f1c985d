/* Finds the command line: built, or from source where that is newer. Plain old JavaScript, for whatever Node there is. */
'use strict';

var fs = require('fs');
var path = require('path');

var root = path.join(__dirname, '..');
var built = path.join(root, 'out', 'main', 'cli.js');
var source = path.join(root, 'src-main', 'shells', 'cli.ts');

/** The path of the file to start. */
module.exports = function commandLine() {
  return isBuilt() ? built : source;
};

/** Whether the built command line is there and no older than the source, where that lies beside it. */
function isBuilt() {
  if (!fs.existsSync(built)) return false;
  return !fs.existsSync(source) || newest(path.join(root, 'src-main')) <= fs.statSync(built).mtime.getTime();
}

function newest(folder) {
  var latest = 0;
  fs.readdirSync(folder).forEach(function (name) {
    var file = path.join(folder, name);
    var stat = fs.statSync(file);
    latest = Math.max(latest, stat.isDirectory() ? newest(file) : stat.mtime.getTime());
  });
  return latest;
}
