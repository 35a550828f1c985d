/**
 * The import of a file and the context windows of all of its texts. One JSON line, as `bench/ingest.py` prints it.
 *
 * usage: node ingest-ours.ts FILE WORKSPACE
 */
import { contextWindows } from '../../src-main/context/window.ts';
import { defaultContextSpec } from '../../src-main/context/spec.ts';
import { importFile } from '../../src-main/ingest/import.ts';
import { keepHeapSmall } from '../../src-main/ingest/small-heap.ts';
import { everyDocument } from '../../src-main/store/every-document.ts';
import { openStore } from '../../src-main/store/open.ts';

const [file = '', workspace = ''] = process.argv.slice(2);

function clock(): () => [number, number] {
  const [from, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return [(performance.now() - from) / 1000, (user + system) / 1e6];
  };
}

keepHeapSmall();
const sinceImport = clock();
const store = openStore(workspace);
const { records, accepted } = await importFile(store, file, { as: null, labels: null });
const imported = sinceImport();
const memory = process.resourceUsage().maxRSS * 1024;
const sinceWindows = clock();
const { items } = contextWindows(store, everyDocument(store), defaultContextSpec);
const windows = sinceWindows();
store.close();
console.log(
  JSON.stringify({ peer: 'Contexture', records, accepted, imported, windows, items: items.length, memory }),
);
