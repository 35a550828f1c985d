#!/usr/bin/env node
/*
 * The command `contexture`. Plain old JavaScript, since it starts on whatever Node the caller has: it finds Node 24
 * (its own where that is new enough, else the one that the package brings) and the command line.
 */
'use strict';

var fs = require('fs');
var path = require('path');
var commandLine = require('./command-line.cjs');
var ready = require('./ready.cjs');

var root = path.join(__dirname, '..');
/** The scripts of package.json that hand their arguments to this file. */
var scripts = ['contexture', 'demo', 'serve'];

start();

function start() {
  useCallersFolder();
  var entry = commandLine();
  var isNewEnough = ready.missing(process.versions.node) === null;
  if (!isInstalled('better-sqlite3')) {
    fail('its dependencies are not installed. Run "npm ci" in ' + path.resolve(root) + ' first.');
  } else if (isNewEnough) {
    process.argv[1] = entry;
    // In a file of its own: older versions cannot even read `import()`.
    void require('./run.cjs')(entry);
  } else if (bundledNode() === null) {
    fail(ready.missing(process.versions.node, process.env.npm_config_user_agent));
  } else {
    runOn(bundledNode(), entry);
  }
}

function fail(problem) {
  process.stderr.write('contexture: ' + problem + '\n');
  process.exitCode = 1;
}

/** `npm run` starts scripts in the folder of package.json; relative paths are meant from where npm was called. */
function useCallersFolder() {
  var env = process.env;
  var ours = env.npm_package_json === path.join(root, 'package.json');
  if (ours && env.INIT_CWD && scripts.indexOf(env.npm_lifecycle_event) !== -1) process.chdir(env.INIT_CWD);
}

/** Path of the Node that the package `node` brings, or null. */
function bundledNode() {
  if (!isInstalled('node')) return null;
  var folder = path.dirname(require.resolve('node/package.json'));
  var file = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return fs.existsSync(file) ? file : null;
}

function isInstalled(name) {
  try {
    return require.resolve(name + '/package.json') !== '';
  } catch {
    return false;
  }
}

function runOn(node, entry) {
  var child = require('child_process').spawn(node, [entry].concat(process.argv.slice(2)), {
    stdio: 'inherit',
  });
  // A terminal sends Ctrl+C to both processes: the child decides what it means, and this one waits for it.
  process.on('SIGINT', function () {});
  ['SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', function (error) {
    process.stderr.write('contexture: ' + node + ' cannot be started: ' + error.message + '\n');
    process.exitCode = 1;
  });
  child.on('exit', function (code, signal) {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
