import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice } from '../devices.ts';
import { tryInProcess, trialOf } from './trial.ts';
import { useSoftwareVulkan } from './device.testing.ts';

const missing = useSoftwareVulkan();
const why = missing === undefined ? '' : ` (${missing})`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contexture-trial-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that does what drivers do. */
function script(body: string): string[] {
  const file = join(folder, 'trial.mjs');
  writeFileSync(file, body);
  return [file];
}

describe('the trial of a device in a process of its own', () => {
  it('survives a driver that crashes', async () => {
    expect(await tryInProcess('webgpu', script('process.kill(process.pid, "SIGSEGV")'))).toEqual({
      works: false,
      reason: 'The driver of webgpu crashed (SIGSEGV) when it was tried. Update it, or use another device.',
    });
  });

  it('gives up a driver that hangs', async () => {
    expect(await tryInProcess('webgpu', script('setInterval(() => {}, 1000)'), 500)).toEqual({
      works: false,
      reason:
        'The driver of webgpu did not answer for 0.5 s when it was tried. Update it, or use another device.',
    });
  });

  it('reads the last line of a driver that prints', async () => {
    const body = 'console.log("MESA: warning"); console.log(JSON.stringify({ works: true, stepMs: 3 }))';
    expect(await tryInProcess('webgpu', script(body))).toEqual({ works: true, stepMs: 3 });
  });

  it('does not believe a process that says nothing it understands', async () => {
    expect(await tryInProcess('webgpu', script('console.log("fine"); process.exit(3)'))).toMatchObject({
      works: false,
      reason: expect.stringContaining('crashed (3)'),
    });
  });
});

describe.skipIf(missing)(`a software driver${why}`, () => {
  it('works, is measured, and is not what auto takes', async () => {
    expect(await trialOf('webgpu', { measure: true })).toEqual({ works: true, stepMs: expect.any(Number) });
    expect((await openDevice('auto')).name).toBe('cpu');
    expect((await openDevice('webgpu')).name).toBe('webgpu');
  });
});
