import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContextureClient } from '../../src-main/api/contract.ts';
import { newReport, type Report } from './report.ts';
import { apiOf, served } from './served.ts';
import { end, findings, sample, start, unfinished } from './workspace.ts';

/** How much of each may be left at the end, beside what there was after a tenth of the work. */
const MOST_MORE = { megabytes: 100, handles: 8, processes: 0, files: 0 };
type Held = Record<keyof typeof MOST_MORE, number>;

/** API calls for each training that is cancelled. */
const CALLS = 100;

/**
 * A server that trains and is told to stop, over and over, and answers questions in between: memory, open files, child
 * processes and temporary files are afterwards what they were before.
 */
export async function longRun(times: number): Promise<Report> {
  const report = newReport('trainings begun and cancelled in one server, with 100 calls each');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const workspace = join(folder, 'workspace');
  await end(start(workspace, 'import', join(sample, 'stockerbot-sample.csv')));
  await end(start(workspace, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  const temporary = join(folder, 'temporary');
  const server = await served(workspace, temporary);
  const { client, close } = apiOf(server);
  const tickers = await client.tickers.list();
  let before: Held | null = null;
  try {
    for (let i = 0; i < times; i++) {
      const { job } = await client.train.start({
        config: { recipe: 'topic', scheme: 'sentiment', epochs: 1000, device: 'cpu' },
      });
      let isBegun = false;
      const events = await client.jobs.watch({ job });
      const last: { type: string } = { type: '' };
      for await (const event of events) {
        last.type = event.type;
        // At another moment each time: while it starts, reads, and trains.
        if (!isBegun && (i % 3 === 0 || event.type === 'metric')) {
          isBegun = true;
          await calls(client, tickers, i);
          await client.jobs.cancel({ job });
        }
      }
      report.tries++;
      if (last.type !== 'cancelled') report.losses.push(`training ${i} ended as ${last.type}`);
      if (i === Math.floor(times / 10)) before = held(server.pid, workspace, temporary);
    }
    const after = held(server.pid, workspace, temporary);
    for (const [what, most] of Object.entries(MOST_MORE)) {
      const key = what as keyof Held;
      report.counts[`${what} after a tenth`] = before![key];
      report.counts[`${what} at the end`] = after[key];
      if (after[key] - before![key] > most) report.losses.push(`${after[key] - before![key]} ${what} more`);
    }
    const running = (await client.runs.list()).filter(({ state }) => state !== 'cancelled');
    if (running.length > 0) report.losses.push(`${running.length} runs are not cancelled`);
  } finally {
    close();
    await server.end();
  }
  for (const one of await findings(workspace)) report.losses.push(one);
  rmSync(folder, { recursive: true });
  return report;
}

async function calls(
  client: ContextureClient,
  tickers: Awaited<ReturnType<ContextureClient['tickers']['list']>>,
  turn: number,
): Promise<void> {
  for (let n = 0; n < CALLS; n += 5) {
    const { symbol } = tickers[(turn + n) % tickers.length]!;
    await client.library.overview();
    await client.tickers.get({ symbol });
    await client.tickers.timeline({ symbol, query: n % 2 === 0 ? '' : 'profit' });
    await client.context.window({ document: 1 + ((turn * CALLS + n) % 300) });
    await client.runs.list();
  }
}

/** What a process and its workspace hold; Linux tells it. */
function held(pid: number, workspace: string, temporary: string): Held {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024),
    handles: readdirSync(`/proc/${pid}/fd`).length,
    processes: readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).length,
    files: unfinished(workspace).length + readdirSync(temporary).length,
  };
}
