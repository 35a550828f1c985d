import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxCards, readNvidiaCards } from './cards.ts';
import { cudaObstacle, cudaRefusal } from './cuda.ts';

let sys: string;
beforeEach(() => {
  sys = mkdtempSync(join(tmpdir(), 'contexture-sys-'));
});
afterEach(() => rmSync(sys, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(sys, path)), { recursive: true });
  writeFileSync(join(sys, path), content);
}

describe('graphics cards', () => {
  it('by the lines of nvidia-smi', () => {
    expect(readNvidiaCards('NVIDIA A100-SXM4-40GB, 535.104.05, 40960\nTesla T4, 470.82.01, [N/A]\n')).toEqual(
      [
        { maker: 'NVIDIA', name: 'NVIDIA A100-SXM4-40GB', driver: 'nvidia 535.104.05', memory: 40 * 2 ** 30 },
        { maker: 'NVIDIA', name: 'NVIDIA Tesla T4', driver: 'nvidia 470.82.01', memory: null },
      ],
    );
    expect(readNvidiaCards('')).toEqual([]);
  });

  it('by what Linux shows of them', async () => {
    write('class/drm/card0/device/vendor', '0x1002\n');
    write('class/drm/card0/device/device', '0x744c\n');
    write('class/drm/card0/device/uevent', 'DRIVER=amdgpu\nPCI_CLASS=30000\n');
    write('class/drm/card0/device/mem_info_vram_total', '25753026560\n');
    write('class/drm/card0-DP-1/status', 'connected\n');
    write('class/drm/card1/device/vendor', '0x10de\n');
    write('class/drm/card1/device/device', '0x2684\n');
    write('class/drm/card1/device/uevent', 'DRIVER=nvidia\n');
    write('module/nvidia/version', '550.54.14\n');
    expect(await linuxCards(sys)).toEqual([
      { maker: 'AMD', name: 'AMD card 744c', driver: 'amdgpu', memory: 25_753_026_560 },
      { maker: 'NVIDIA', name: 'NVIDIA card 2684', driver: 'nvidia 550.54.14', memory: null },
    ]);
    expect(await linuxCards(join(sys, 'nothing'))).toEqual([]);
  });
});

describe('CUDA', () => {
  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'says which of its files is missing and what to run',
    () => {
      expect(cudaObstacle(sys)).toContain('libonnxruntime_providers_shared.so is not installed');
      write('libonnxruntime_providers_shared.so', '');
      expect(cudaObstacle(sys)).toContain('libonnxruntime_providers_cuda.so is not installed');
      write('libonnxruntime_providers_cuda.so', '');
      expect(cudaObstacle(sys)).toBeNull();
    },
  );

  it.each([
    [
      'Failed to load library /x/libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared ' +
        'object file: No such file or directory',
      'libcublasLt.so.12 was not found: CUDA 12 and cuDNN 9 are needed, in a folder listed in LD_LIBRARY_PATH.',
    ],
    [
      'CUDA failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=box',
      'CUDA finds no graphics card: it needs an NVIDIA card with driver 525 or later.',
    ],
    ['something new\nat a place', 'CUDA does not start: something new'],
  ])('%s', (message, sentence) => {
    expect(cudaRefusal(message)).toBe(sentence);
  });
});
