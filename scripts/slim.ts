/**
 * `npm run slim`: removes from node_modules the binaries of other systems that packages bring along, and headers and
 * sources that only a compiler reads. `npm ci` brings all of it back.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Machine {
  platform: string;
  arch: string;
}

/** Files and folders below node_modules that this machine never reads. */
export function foreignParts(modules: string, { platform, arch }: Machine): string[] {
  const below = (folder: string) =>
    existsSync(join(modules, folder)) ? readdirSync(join(modules, folder)) : [];
  const runtime = 'onnxruntime-node/bin/napi-v6';
  const prebuilt = 'better-sqlite3/prebuilds';
  const nodes = 'node/node_modules';
  return [
    ...below(runtime).flatMap((system) =>
      below(join(runtime, system))
        .filter((processor) => system !== platform || processor !== arch)
        .map((processor) => join(runtime, system, processor)),
    ),
    // Linux without glibc has a folder of its own, and Node does not tell which Linux it runs on.
    ...below(prebuilt)
      .filter((name) => !name.replace('linuxmusl', 'linux').startsWith(`${platform}-${arch}.`))
      .map((name) => join(prebuilt, name)),
    'better-sqlite3/deps',
    ...below(nodes).map((name) => join(nodes, name, 'include')),
  ].filter((folder) => existsSync(join(modules, folder)));
}

/** Bytes of a file, or of a folder's files. */
function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

if (import.meta.main) {
  const modules = join(import.meta.dirname, '../node_modules');
  let total = 0;
  for (const part of foreignParts(modules, process)) {
    const bytes = sizeOf(join(modules, part));
    rmSync(join(modules, part), { recursive: true });
    total += bytes;
    console.log(`${(bytes / 1e6).toFixed(0).padStart(5)} MB  node_modules/${part}`);
  }
  console.log(`${(total / 1e6).toFixed(0).padStart(5)} MB removed; npm ci brings them back.`);
}
