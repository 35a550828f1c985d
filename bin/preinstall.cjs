/*
 * npm runs this where Contexture is installed from its package, before any postinstall script. That of onnxruntime-node
 * fetches hundreds of megabytes of CUDA from a server of its own, and ends the whole installation where it cannot;
 * .npmrc and allowScripts forbid it in a checkout, but count for nothing here. So its first run, the one of this
 * installation, does nothing. Later ones are its own again: `npm rebuild onnxruntime-node` fetches CUDA.
 */
'use strict';

var fs = require('fs');
var path = require('path');

try {
  skipOnce(path.join(path.dirname(require.resolve('onnxruntime-node/package.json')), 'script', 'install.js'));
} catch (error) {
  // Not there, or not ours to write: npm goes on as it would have.
  console.log('onnxruntime-node keeps its install script: ' + error.message);
}

function skipOnce(script) {
  var kept = path.join(path.dirname(script), 'install-original.js');
  // Asked for, or skipped by other means: npm's configuration reaches scripts as these variables.
  if (process.env.npm_config_onnxruntime_node_install || process.env.ONNXRUNTIME_NODE_INSTALL) return;
  if (fs.existsSync(kept)) return;
  fs.renameSync(script, kept);
  fs.writeFileSync(script, "require('fs').renameSync(__dirname + '/install-original.js', __filename);\n");
}
