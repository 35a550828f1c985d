import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../errors.ts';
import { createCpuDevice } from '../cpu.ts';
import { float32 } from '../host.ts';
import { explained } from './failure.ts';
import { liveResources } from './live.ts';
import { createOrtDevice } from './ort.ts';
import { smallBatch, smallTrainer } from './small-trainer.ts';

/** What ONNX Runtime, Dawn and CUDA have been seen to say; see their issue trackers. */
const messages: [string, string][] = [
  [
    'does not have enough memory',
    "Non-zero status code returned while running MatMul node. Name:'MatMul_0' Status Message: " +
      '/onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:360 void* onnxruntime::BFCArena::AllocateRawInternal' +
      '(size_t, bool, onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 196000000000000',
  ],
  ['does not have enough memory', 'std::bad_alloc'],
  ['does not have enough memory', 'WebGPU device error(2): Out of memory'],
  ['does not have enough memory', 'vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY'],
  [
    'does not have enough memory',
    'CUDA failure 2: out of memory ; GPU=0 ; hostname=box ; file=cuda_allocator.cc ; line=48',
  ],
  [
    'does not have enough memory',
    'WebGPU validation failed. [Invalid Buffer (unlabeled)] is invalid due to a previous error.\n' +
      ' - While calling [Device].CreateBindGroup([BindGroupDescriptor ""MatMul""]).',
  ],
  [
    'more buffers at once than the device webgpu can bind',
    'onnxruntime/core/providers/webgpu/shader_helper.cc:306 numbers_storage_buffers_ <= ' +
      'limits_.maxStorageBuffersPerShaderStage was false. Too many storage buffers in shader. Current: 375, Max is 12',
  ],
  ['was lost', 'WebGPU device lost (2): Device was destroyed.'],
  ['was lost', 'vkQueueSubmit failed with VK_ERROR_DEVICE_LOST'],
  ['was lost', 'CUDA failure 719: unspecified launch failure ; GPU=0'],
  [
    'was lost',
    'Failed to create a WebGPU compute pipeline: A valid external Instance reference no longer exists.',
  ],
  ['could not compile', 'Error while parsing WGSL: :12:7 error: unresolved type f16'],
  ['could not compile', 'Failed to create a WebGPU compute pipeline: internal error in the driver'],
];

describe('a device that fails', () => {
  it.each(messages)('%s: %s', (meaning, message) => {
    const error = explained(new Error(message), 'webgpu');
    expect(error).toMatchObject({ kind: 'failure', cause: { message } });
    expect(String(error)).toContain(meaning);
    expect(String(error)).toContain('use the device cpu');
  });

  it('is not blamed for a model that is wrong', () => {
    const error = new Error('Node (Add_0) Op (Add) [ShapeInferenceError] Incompatible dimensions');
    expect(explained(error, 'webgpu')).toBe(error);
  });

  it('for lack of memory says so: 196 TB are more than any process can have', async () => {
    const n = 7_000_000;
    const [x, y] = [float32([n, 1], new Float32Array(n)), float32([1, n], new Float32Array(n))];
    const product = await createCpuDevice().compile(
      (given) => ({ most: tf.max(tf.matMul(given['x'] as tf.Tensor2D, given['y'] as tf.Tensor2D)) }),
      { x, y },
    );
    const failed = product.run({ x, y });
    await expect(failed).rejects.toBeInstanceOf(UserError);
    await expect(failed).rejects.toMatchObject({
      kind: 'failure',
      message:
        'The device cpu does not have enough memory for this: try a smaller batch, fewer or shorter texts, a smaller width.',
    });
    await product.dispose();
  });

  it('in the middle of training leaves the trainer with the state of the last step that went well', async () => {
    const before = liveResources();
    let steps = 0;
    const real = createCpuDevice();
    const device = createOrtDevice({
      provider: 'cpu',
      make: async (model, options) => {
        const { ort } = await import('../onnxruntime.ts');
        const session = await ort.InferenceSession.create(model, options);
        return {
          run: (feeds) => {
            steps++;
            if (steps > 2) throw new Error('vkQueueSubmit failed with VK_ERROR_DEVICE_LOST');
            return session.run(feeds);
          },
          release: async () => {
            await session.release();
            if (steps > 2) throw new Error('vkDeviceWaitIdle failed with VK_ERROR_DEVICE_LOST');
          },
        };
      },
    });
    const [trainer, whole] = [smallTrainer(device), smallTrainer(real)];
    const rate = { learningRate: 0.01 };
    for (const step of [0, 1]) {
      await trainer.step(smallBatch(step), rate);
      await whole.step(smallBatch(step), rate);
    }
    await expect(trainer.step(smallBatch(2), rate)).rejects.toThrow('was lost: its driver restarted');
    expect(await trainer.state()).toEqual(await whole.state());
    await trainer.dispose();
    await whole.dispose();
    expect(liveResources()).toEqual(before);
  });

  it('when a program is compiled is told as well, and leaves nothing behind', async () => {
    const before = liveResources();
    const device = createOrtDevice({
      provider: 'webgpu',
      make: () => Promise.reject(new Error('CreateShaderModule: shader module is invalid')),
    });
    const trainer = smallTrainer(device);
    await expect(trainer.step(smallBatch(0), { learningRate: 0.01 })).rejects.toMatchObject({
      kind: 'failure',
      message:
        'The driver of webgpu could not compile what the model needs: update it, or use the device cpu.',
    });
    await trainer.dispose();
    expect(liveResources()).toEqual(before);
  });
});
