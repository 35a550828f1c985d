/** Both ends of the line between the desktop shell and its job process, over a stand-in for Electron's pipe. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { openChannel } from '../../src-main/jobs/channel.ts';
import { utilityJobs } from '../../src-main/shells/desktop/utility-jobs.ts';

class UtilityStandIn extends EventEmitter {
  readonly pid = undefined;
  readonly received: unknown[] = [];
  killed = 0;

  postMessage(message: unknown): void {
    this.received.push(message);
  }

  kill(): boolean {
    this.killed += 1;
    return true;
  }
}

describe('a job process of the desktop shell', () => {
  it('is forked from its entry, hears, tells and ends', () => {
    const child = new UtilityStandIn();
    const forked: unknown[] = [];
    const spawn = utilityJobs(
      {
        fork: (entry, _args, options) => {
          forked.push(entry, options?.env);
          return child as unknown as Electron.UtilityProcess;
        },
      },
      '/app/job.js',
    );
    const heard: unknown[] = [];
    const process = spawn();
    process.onMessage((message) => heard.push(message));
    process.onExit((exit) => heard.push(exit));
    process.send({ type: 'cancel', job: 1 });
    child.emit('message', { type: 'ready' });
    child.emit('exit', 9);
    process.end();
    process.kill();
    expect(forked).toMatchObject(['/app/job.js', { ORT_DISABLE_TELEMETRY: '1' }]);
    expect(child.received).toEqual([{ type: 'cancel', job: 1 }]);
    expect(heard).toEqual([{ type: 'ready' }, { code: 9, signal: null }]);
    expect(child.killed).toBe(1);
  });
});

describe('the line of the job process to Electron', () => {
  afterEach(() => void Reflect.deleteProperty(process, 'parentPort'));

  it('is the port of its parent, where there is one', () => {
    const port = Object.assign(new EventEmitter(), {
      posted: [] as unknown[],
      postMessage(message: unknown) {
        this.posted.push(message);
      },
    });
    Reflect.set(process, 'parentPort', port);
    const channel = openChannel();
    const heard: unknown[] = [];
    channel.onMessage((message) => heard.push(message));
    channel.send({ type: 'ready' });
    port.emit('message', { data: { type: 'cancel', job: 3 } });
    expect(port.posted).toEqual([{ type: 'ready' }]);
    expect(heard).toEqual([{ type: 'cancel', job: 3 }]);
  });
});
