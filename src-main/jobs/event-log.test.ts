import { describe, expect, it } from 'vitest';
import { EventLog } from './event-log.ts';
import type { JobEvent } from './protocol.ts';

function progress(stage: string, done: number): JobEvent {
  return { type: 'progress', stage, done, total: 10, unit: 'steps' };
}

function message(text: string): JobEvent {
  return { type: 'message', text };
}

describe('the events of a job', () => {
  it('keep only the latest progress of each stage', () => {
    const log = new EventLog();
    for (const event of [progress('a', 1), message('x'), progress('b', 1), progress('a', 2)]) log.push(event);
    expect(log.events).toEqual([message('x'), progress('b', 1), progress('a', 2)]);
  });

  it('are bounded, and never lose the run or the end', () => {
    const log = new EventLog([], 3);
    log.push({ type: 'run', run: 1 });
    for (let i = 0; i < 10; i += 1) log.push(message(String(i)));
    const end: JobEvent = { type: 'done', kind: 'words', result: [] };
    log.push(end);
    expect(log.events).toEqual([{ type: 'run', run: 1 }, message('9'), end]);
  });
});
