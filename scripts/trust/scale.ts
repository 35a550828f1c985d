import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextWindow, windowReader } from '../../src-main/context/window.ts';
import { defaultContextSpec } from '../../src-main/context/spec.ts';
import { Random } from '../../src-main/random.ts';
import { listCompanies } from '../../src-main/store/companies.ts';
import { timeline } from '../../src-main/store/documents.ts';
import { everyDocument } from '../../src-main/store/every-document.ts';
import { openStore, reading } from '../../src-main/store/open.ts';
import type { ReadableStore } from '../../src-main/store/store.ts';
import { copiesOf } from '../bench/export-copies.ts';
import { newReport, type Report } from './report.ts';
import { end, findings, sample, start } from './workspace.ts';

/** The largest memory of an import of up to a million records. */
const MOST_MEGABYTES = 400;
/** How often each question is asked, each time of something else. */
const ASKED = 40;
/** Documents of one turn of the window pass. */
const BATCH = 50_000;

/** A large file is imported, and its workspace is asked: figures, of which the memory is a promise. */
export async function scale(rows: number): Promise<Report> {
  const report = newReport(`import of ${rows} records, and what is asked of them`);
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const [file, workspace] = [join(folder, 'many.csv'), join(folder, 'workspace')];
  await copiesOf(join(sample, 'stockerbot-sample.csv'), file, rows);
  const child = start(workspace, 'import', file);
  let megabytes = 0;
  const look = setInterval(() => {
    const most = mostMegabytesOf(child.pid);
    if (most !== null) megabytes = most;
  }, 200);
  const { code, said, ms } = await end(child);
  clearInterval(look);
  report.tries = 1;
  if (code !== 0) report.losses.push(`it said "${said}"`);
  report.counts['megabytes of file'] = Math.round(statSync(file).size / 2 ** 20);
  report.counts['s'] = Math.round(ms / 1000);
  report.counts['MiB of memory'] = megabytes;
  if (megabytes > MOST_MEGABYTES) report.losses.push(`the import took ${megabytes} MiB of memory`);
  Object.assign(report.counts, askedOf(workspace));
  for (const one of await findings(workspace)) report.losses.push(one);
  rmSync(folder, { recursive: true });
  return report;
}

/** Linux tells it while the process is there. */
function mostMegabytesOf(pid: number | undefined): number | null {
  try {
    const most = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return most === undefined ? null : Math.round(Number(most) / 1024);
  } catch {
    return null;
  }
}

/**
 * Processor time: the milliseconds that questions take, the 95th percentile of many, and the microseconds a document of
 * the windows of all. By the clock a busy machine would be measured.
 */
export function askedOf(workspace: string): Record<string, number> {
  const store = openStore(workspace, reading);
  try {
    const random = new Random(1);
    const companies = listCompanies(store);
    const documents = everyDocument(store);
    const asked = {
      'ms for the list of tickers': () => listCompanies(store),
      'ms for a frequent word': () =>
        timeline(store, page(null, random.pick(['the', 'stock', 'market', 'price']))),
      'ms for a rare phrase': () =>
        timeline(store, page(null, `"${wordsOf(store, random.pick(documents))}"`)),
      'ms for a window': () =>
        contextWindow(store, {
          document: random.pick(documents),
          symbol: null,
          at: null,
          spec: defaultContextSpec,
        }),
      'ms for the timeline of a ticker': () => timeline(store, page(random.pick(companies).symbol, '')),
    };
    const figures: Record<string, number> = {};
    for (const [what, ask] of Object.entries(asked)) figures[what] = percentile(ask);
    const tenth = Math.ceil(documents.length / 10);
    figures['µs a window, of a tenth'] = windowsOf(store, documents.slice(0, tenth));
    figures['µs a window, of all'] = windowsOf(store, documents);
    return figures;
  } finally {
    store.close();
  }
}

function page(symbol: string | null, query: string): Parameters<typeof timeline>[1] {
  return { symbol, query, offset: 0, limit: 50 };
}

/** Three words from the middle of a text. */
function wordsOf(store: ReadableStore, document: number): string {
  const text =
    store.db.prepare<[number], string>('SELECT text FROM document WHERE id = ?').pluck().get(document) ?? '';
  const words = text.match(/[a-z]{3,}/gi) ?? ['profit'];
  return words.slice(words.length >> 1, (words.length >> 1) + 3).join(' ');
}

function percentile(ask: () => unknown): number {
  const times = Array.from({ length: ASKED }, () => {
    const used = process.cpuUsage();
    ask();
    const { user, system } = process.cpuUsage(used);
    return (user + system) / 1000;
  }).toSorted((a, b) => a - b);
  return Number(times[Math.floor(0.95 * ASKED)]!.toFixed(1));
}

/** Microseconds of processor time a document. */
function windowsOf(store: ReadableStore, documents: readonly number[]): number {
  const used = process.cpuUsage();
  const read = windowReader(store, defaultContextSpec, Number.POSITIVE_INFINITY);
  for (let from = 0; from < documents.length; from += BATCH) read(documents.slice(from, from + BATCH));
  const { user, system } = process.cpuUsage(used);
  return Number(((user + system) / documents.length).toFixed(2));
}
