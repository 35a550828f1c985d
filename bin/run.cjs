/** Runs the command line in this process, which is a Node that can. */
'use strict';

const { pathToFileURL } = require('node:url');

module.exports = (entry) => import(pathToFileURL(entry).href);
