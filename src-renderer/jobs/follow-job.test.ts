import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../src-main/api/types.ts';
import { followJob } from './follow-job.ts';
import type { JobSource } from './follow-job.ts';

const message = (text: string): JobEvent => ({ type: 'message', text });
const done: JobEvent = { type: 'done', kind: 'words', result: [] };

/** An application that answers each call of `watch` as the next script says; `reconnect` opens a new connection. */
function application(...scripts: ((reconnect: () => void) => AsyncIterable<JobEvent>)[]): JobSource {
  let connection = {};
  const reconnect = (): void => {
    connection = {};
  };
  return {
    ready: () => Promise.resolve(connection),
    watch: async () => {
      const script = scripts.shift();
      if (!script) throw new Error('No job 7 has been started.');
      return script(reconnect);
    },
  };
}

async function actionsOf(source: JobSource, signal = new AbortController().signal): Promise<unknown[]> {
  const actions: unknown[] = [];
  await followJob(7, source, (action) => actions.push(action), signal);
  return actions;
}

/** All events that were reported, and the other actions in between. */
function flat(actions: unknown[]): unknown[] {
  return actions.flatMap((action) =>
    typeof action === 'object' && action !== null && 'events' in action ? action.events : [action],
  );
}

describe('following a job', () => {
  it('reports its events in order, up to its end', async () => {
    const source = application(async function* () {
      yield message('a');
      yield done;
      throw new Error('nobody listens any more');
    });
    expect(flat(await actionsOf(source))).toEqual([message('a'), done]);
  });

  it('begins again where the connection was lost, and says so in between', async () => {
    const source = application(
      async function* (reconnect) {
        yield message('a');
        reconnect();
        throw new Error('connection lost');
      },
      async function* () {
        yield message('a');
        yield message('b');
        yield done;
      },
    );
    expect(flat(await actionsOf(source))).toEqual([
      message('a'),
      { type: 'disconnected', job: 7 },
      message('a'),
      message('b'),
      done,
    ]);
  });

  it('gives up, with the reason, where the application is there but does not know the job', async () => {
    expect((await actionsOf(application())).at(-1)).toEqual({
      type: 'lost',
      job: 7,
      why: 'No job 7 has been started.',
    });
  });

  it('gives up where the reports stop before the end', async () => {
    const source = application(async function* () {
      yield message('a');
    });
    expect(flat(await actionsOf(source))).toEqual([
      message('a'),
      { type: 'disconnected', job: 7 },
      { type: 'lost', job: 7, why: 'The application stopped reporting on this job.' },
    ]);
  });

  it('reports nothing more once it was aborted', async () => {
    const leaving = new AbortController();
    const source = application(async function* () {
      yield message('a');
      leaving.abort();
      yield done;
    });
    expect(await actionsOf(source, leaving.signal)).toEqual([]);
  });
});
