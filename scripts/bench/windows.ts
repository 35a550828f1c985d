/**
 * The context windows of every dated text of a workspace, as one pass. One JSON line.
 *
 * usage: node windows.ts WORKSPACE
 */
import { contextWindows } from '../../src-main/context/window.ts';
import { defaultContextSpec } from '../../src-main/context/spec.ts';
import { openStore, reading } from '../../src-main/store/open.ts';
import { everyDocument } from '../../src-main/store/every-document.ts';

const store = openStore(process.argv[2] ?? '', reading);
const from = performance.now();
const used = process.cpuUsage();
const documents = everyDocument(store);
const { items } = contextWindows(store, documents, defaultContextSpec);
const seconds = (performance.now() - from) / 1000;
const { user, system } = process.cpuUsage(used);
store.close();
console.log(
  JSON.stringify({
    windows: [seconds, (user + system) / 1e6],
    inputs: documents.length,
    items: items.length,
  }),
);
