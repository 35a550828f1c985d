/** Where the parts of the application lie: the same code runs from source and from `out/main`. */
import { join } from 'node:path';

/** True when Node runs the TypeScript source itself. */
export const fromSource = import.meta.filename.endsWith('.ts');

/** The repository, or the folder of the packaged application. */
export const root = join(import.meta.dirname, '../..');

/** The built window. */
export const rendererDir = join(root, 'out/renderer');

/** What a job process starts with. */
export const jobEntry = fromSource
  ? join(root, 'src-main/jobs/process.ts')
  : join(import.meta.dirname, 'job.js');

/** The preload script of the desktop window; only Electron needs it, and only built. */
export const preloadEntry = join(root, 'out/preload/preload.cjs');

/** What comes with the application: icons, the sample. */
export const resources = join(root, 'resources');
