import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A graphics card as the system or its maker's tool describes it. */
export interface GraphicsCard {
  maker: string;
  name: string;
  /** Driver with its version, as far as it tells. */
  driver: string | null;
  /** Bytes of its own memory. */
  memory: number | null;
}

const makers: Readonly<Record<string, string>> = {
  '0x10de': 'NVIDIA',
  '0x1002': 'AMD',
  '0x8086': 'Intel',
};

/** The graphics cards of this machine, as far as it tells without further programs. Empty if it does not. */
export async function graphicsCards(): Promise<GraphicsCard[]> {
  const [nvidia, linux] = await Promise.all([nvidiaCards(), linuxCards('/sys')]);
  // NVIDIA's tool knows more of its cards than Linux does.
  return [...nvidia, ...linux.filter(({ maker }) => nvidia.length === 0 || maker !== 'NVIDIA')];
}

async function nvidiaCards(): Promise<GraphicsCard[]> {
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader,nounits'];
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 10_000 });
    return readNvidiaCards(stdout);
  } catch {
    return [];
  }
}

/** Reads lines of `nvidia-smi`: name, driver's version, MiB of memory. */
export function readNvidiaCards(csv: string): GraphicsCard[] {
  return csv.split('\n').flatMap((line) => {
    const [name, version, mebibytes] = line.split(',').map((part) => part.trim());
    if (!name || !version) return [];
    const size = Number(mebibytes);
    return [
      {
        maker: 'NVIDIA',
        name: name.startsWith('NVIDIA') ? name : `NVIDIA ${name}`,
        driver: `nvidia ${version}`,
        memory: Number.isFinite(size) && size > 0 ? size * 2 ** 20 : null,
      },
    ];
  });
}

/** The cards that Linux shows in the folder `sys`, by maker and number. Empty on other systems. */
export async function linuxCards(sys: string): Promise<GraphicsCard[]> {
  const folder = join(sys, 'class/drm');
  const names = await readdir(folder).catch(() => []);
  const found = names
    .filter((name) => /^card\d+$/u.test(name))
    .sort()
    .map((name) => linuxCard(join(folder, name, 'device'), sys));
  return (await Promise.all(found)).filter((card) => card !== null);
}

async function linuxCard(folder: string, sys: string): Promise<GraphicsCard | null> {
  const vendor = await text(join(folder, 'vendor'));
  const device = await text(join(folder, 'device'));
  if (vendor === null || device === null) return null;
  const maker = makers[vendor] ?? vendor;
  const module = /^DRIVER=(.+)$/mu.exec((await text(join(folder, 'uevent'))) ?? '')?.[1] ?? null;
  const version = module === null ? null : await text(join(sys, 'module', module, 'version'));
  const memory = await text(join(folder, 'mem_info_vram_total'));
  return {
    maker,
    name: `${maker} card ${device.replace('0x', '')}`,
    driver: module === null ? null : [module, version].filter((part) => part !== null).join(' '),
    memory: memory === null ? null : Number(memory),
  };
}

async function text(path: string): Promise<string | null> {
  return readFile(path, 'utf8').then(
    (content) => content.trim(),
    () => null,
  );
}
