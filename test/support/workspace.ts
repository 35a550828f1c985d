import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importFile } from '../../src-main/ingest/import.ts';
import type { ImportResult } from '../../src-main/ingest/types.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { WritableStore } from '../../src-main/store/store.ts';

/** A new folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new workspace that goes with the test. */
export function temporaryStore(): WritableStore {
  const store = openStore(temporaryFolder());
  onTestFinished(() => store.close());
  return store;
}

/** A new file that goes with the test. */
export function temporaryFile(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** Imports a file with this content, of a kind that is recognised. */
export function importContent(store: WritableStore, name: string, content: string): Promise<ImportResult> {
  return importFile(store, temporaryFile(name, content), { as: null, labels: null });
}
