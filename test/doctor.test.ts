import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { useSoftwareVulkan } from '../src-main/engine/devices/device.testing.ts';
import { jobs } from '../src-main/jobs/all.ts';
import { commandLine } from './support/command.ts';

const workspace = mkdtempSync(join(tmpdir(), 'contexture-doctor-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

function contexture(environment: Record<string, string>, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [commandLine, ...args, '--workspace', workspace],
    { encoding: 'utf8', env: { ...process.env, ...environment } },
  );
  return { status, out: stdout, err: stderr };
}

const devicesOf = (environment: Record<string, string>) => {
  const { out } = contexture(environment, 'doctor', '--json');
  return z.object({ devices: jobs.devices.output }).parse(JSON.parse(out.trimEnd().split('\n').at(-1)!))
    .devices;
};

/** A Vulkan without any driver, as on most servers. */
const noDriver = { VK_ICD_FILENAMES: join(workspace, 'none.json') };

describe.runIf(process.platform === 'linux')('a machine without a graphics driver', () => {
  it('is told by doctor what WebGPU needs, in a table and as JSON', () => {
    const webgpu = devicesOf(noDriver).find(({ name }) => name === 'webgpu');
    expect(webgpu).toMatchObject({ available: false, driver: null, memory: null });
    expect(webgpu!.detail).toMatch(/^No graphics card was found that WebGPU can use: it needs/u);
    const { status, out, err } = contexture(noDriver, 'doctor');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/^webgpu +no *$/mu);
    expect(out).toContain(`webgpu: ${webgpu!.detail}`);
  });

  it('refuses to train on it with the same sentence, and ends as wrong use does', () => {
    const { status, err } = contexture(
      noDriver,
      'bench',
      '--device',
      'webgpu',
      '--only',
      'head-768',
      '--variant',
      'as it is',
    );
    expect(status).toBe(2);
    expect(err).toMatch(/^contexture: No graphics card was found that WebGPU can use/u);
  });
});

const missing = useSoftwareVulkan();
describe.skipIf(missing)(
  `a machine with a software driver${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    it('has WebGPU, and says through what', () => {
      const webgpu = devicesOf({}).find(({ name }) => name === 'webgpu');
      expect(webgpu).toMatchObject({ available: true, detail: expect.stringContaining('ONNX Runtime') });
    });
  },
);
