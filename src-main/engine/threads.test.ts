import { describe, expect, it } from 'vitest';
import { openDevice } from './devices.ts';
import { processorThreads } from './threads.ts';

describe('the threads of an operation', () => {
  it('are two, or as many as the environment says', () => {
    expect(processorThreads({})).toBe(2);
    expect(processorThreads({ CONTEXTURE_THREADS: '' })).toBe(2);
    expect(processorThreads({ CONTEXTURE_THREADS: ' 8 ' })).toBe(8);
    expect(processorThreads({ CONTEXTURE_THREADS: '1' })).toBe(1);
  });

  it.each(['0', '-2', '1.5', '1e2', 'all', '257'])('are never %s, which is said', (value) => {
    expect(() => processorThreads({ CONTEXTURE_THREADS: value })).toThrow(
      `CONTEXTURE_THREADS takes a number of threads from 1 to 256, such as 8, not "${value}".`,
    );
  });

  it('are read where the processor is opened', async () => {
    process.env['CONTEXTURE_THREADS'] = 'many';
    try {
      await expect(openDevice('cpu')).rejects.toThrow('not "many"');
    } finally {
      delete process.env['CONTEXTURE_THREADS'];
    }
  });
});
