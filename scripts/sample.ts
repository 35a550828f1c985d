/** Writes the bundled sample to resources/sample. A test holds the committed files to what the generator writes. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSample } from './sample/generate.ts';

const folder = join(import.meta.dirname, '../resources/sample');
const sample = generateSample();
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'stockerbot-sample.csv'), sample.export);
writeFileSync(join(folder, 'sentiment.csv'), sample.labels);
console.log(`${sample.results.length} labelled tweets written to ${folder}`);
