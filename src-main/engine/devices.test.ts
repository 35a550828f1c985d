import { cpus, totalmem } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { listDevices, openDevice } from './devices.ts';
import { optionalDevices } from './devices/optional.ts';
import { UserError } from '../errors.ts';
import { float32, int32 } from './host.ts';
import type { Program } from './types.ts';

const double: Program = ({ x }) => ({ y: tf.mul(x!, 2) });

describe('devices', () => {
  it('say what they are, or why they are missing', async () => {
    const devices = await listDevices();
    expect(devices.map(({ name }) => name)).toEqual(['cpu', 'webgpu', 'cuda', 'tfjs-node-gpu', 'reference']);
    for (const { detail } of devices) expect(detail.length).toBeGreaterThan(20);
  });

  it('that are missing cannot be opened, and say why', async () => {
    const missing = (await listDevices()).filter(({ available }) => !available).map(({ detail }) => detail);
    const refusals: string[] = [];
    for (const name of optionalDevices) {
      await openDevice(name).catch((error: unknown) => {
        refusals.push(error instanceof UserError && error.kind === 'use' ? error.message : String(error));
      });
    }
    expect(refusals).toEqual(missing);
  });

  it('tell what memory they work in, and the cores of the processor', async () => {
    const [cpu] = await listDevices();
    expect(cpu!.memory).toBe(totalmem());
    expect(cpu!.detail).toContain(`${cpus().length} cores`);
  });

  it.each(['auto', 'cpu', 'reference'] as const)(
    '%s runs a program, and its output as an input',
    async (choice) => {
      const device = await openDevice(choice);
      const program = await device.compile(double, { x: { shape: [2], dtype: 'float32' } });
      const { y } = await program.run({ x: device.upload(float32([2], [1, -3])) });
      const { y: again } = await program.run({ x: y! });
      expect([...(await again!.read()).data]).toEqual([4, -12]);
      expect([...(await y!.read()).data]).toEqual([2, -6]);
      y!.release();
      again!.release();
      await program.dispose();
    },
  );

  it('name an input that is missing, or of another shape or type', async () => {
    const device = await openDevice('cpu');
    const program = await device.compile(double, { x: { shape: [2], dtype: 'float32' } });
    await expect(program.run({})).rejects.toThrow('input x is missing');
    await expect(program.run({ x: float32([3], [1, 2, 3]) })).rejects.toThrow(
      'input x is float32 (3), the program was compiled for float32 (2)',
    );
    await expect(program.run({ x: int32([2], [1, 2]) })).rejects.toThrow('input x is int32 (2)');
    const { y } = await program.run({ x: float32([2], [1, 2]) });
    y!.release();
    await expect(program.run({ x: y! })).rejects.toThrow('after it was released');
    await program.dispose();
    await expect(program.run({ x: float32([2], [1, 2]) })).rejects.toThrow('after it was disposed');
  });
});
