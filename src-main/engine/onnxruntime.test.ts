import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

it('switches telemetry off before the library is loaded, whatever the user’s environment says', () => {
  // The library reads the variable while it is loaded: what stands there then is what counts.
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        if (url.includes('onnxruntime-node/dist/index.js')) console.log(process.env.ORT_DISABLE_TELEMETRY);
        return next(url, context);
      },
    });
    await import(${JSON.stringify(join(import.meta.dirname, 'onnxruntime.ts'))});`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '0' },
  });
  expect(out).toBe('1\n');
});

it('is imported from one place only, since another would load the library with its telemetry', async () => {
  const importers: string[] = [];
  for await (const file of glob('{src-main,src-renderer,scripts,test}/**/*.{ts,vue}', { cwd: root })) {
    if (
      /(?:from|import\(|import|require\()\s*['"]onnxruntime-node['"]/u.test(
        readFileSync(join(root, file), 'utf8'),
      )
    )
      importers.push(file);
  }
  expect(importers).toEqual(['src-main/engine/onnxruntime.ts']);
});
