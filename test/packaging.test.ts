/** What is packaged: the desktop application by electron-builder, the command line by npm. `npm run test:packaging` does it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { z } from 'zod';
import config from '../electron-builder.config.ts';
import { electronBuilder } from '../scripts/packaging/electron-builder.ts';

const root = join(import.meta.dirname, '..');

it('the configuration is one by the schema of the electron-builder that packages', () => {
  const version = electronBuilder.split('@').at(-1)!;
  const file = join(root, `test/fixtures/electron-builder-${version}-scheme.json.gz`);
  const schema = z.fromJSONSchema(JSON.parse(gunzipSync(readFileSync(file)).toString()));
  expect(schema.safeParse(config).error).toBeUndefined();
  // It would say so: a key that is misspelt, a toolset that does not exist.
  expect(schema.safeParse({ ...config, npmRebuilt: false }).success).toBe(false);
  expect(schema.safeParse({ ...config, toolsets: { appimage: '1.0.4' } }).success).toBe(false);
  for (const name of ['.github/workflows/package.yml', 'docs/packaging.md'])
    expect(readFileSync(join(root, name), 'utf8')).toContain(electronBuilder);
});

it('the desktop is no Node for others, loads its own archive alone, and looks for no update', () => {
  expect(config).toMatchObject({
    npmRebuild: false,
    publish: null,
    toolsets: { appimage: '1.0.3' },
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    },
    linux: { target: ['AppImage', 'deb'] },
    mac: { target: ['dmg'] },
    win: { target: ['nsis'] },
  });
  const { dependencies, devDependencies } = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(Object.keys(dependencies).filter((name) => name.startsWith('electron'))).toEqual([]);
  expect(Object.keys(devDependencies)).not.toContain('electron-builder');
});

it('the package of npm has the command line and the window, and nothing else', () => {
  const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [packed] = z
    .array(z.object({ unpackedSize: z.number(), files: z.array(z.object({ path: z.string() })) }))
    .parse(JSON.parse(printed));
  const paths = packed!.files.map(({ path }) => path);
  const places = [
    /^(?:package\.json|README\.md|LICENSE)$/,
    /^bin\/[\w-]+\.cjs$/,
    /^docs\/[\w-]+\.md$/,
    /^resources\/sample\/[\w-]+\.(?:csv|md)$/,
    /^out\/main\/[^/]+\.js$/,
    /^out\/renderer\/(?:index\.html|icon\.svg|font-licences\.txt|assets\/[^/]+\.(?:js|css|woff2))$/,
  ];
  expect(paths.filter((path) => !places.some((place) => place.test(path)))).toEqual([]);
  expect(paths.filter((path) => /preload|\.test\./.test(path))).toEqual([]);
  for (const path of ['bin/contexture.cjs', 'bin/preinstall.cjs', 'resources/sample/sentiment.csv'])
    expect(paths).toContain(path);
  if (!existsSync(join(root, 'out/main/cli.js'))) {
    process.stdout.write('Looks at no built files of the package: nothing is built (npm run build).\n');
    return;
  }
  for (const path of ['out/main/cli.js', 'out/main/job.js', 'out/renderer/index.html'])
    expect(paths).toContain(path);
  expect(packed!.unpackedSize).toBeLessThan(12e6);
});
