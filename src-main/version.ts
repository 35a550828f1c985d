import { readFileSync } from 'node:fs';
import { z } from 'zod';

// One level up from src-main, two from out/main: the package names itself in both.
const candidates = ['../package.json', '../../package.json'];

/** The version of the program, as package.json states it. */
export const version = read();

/**
 * Goes up with every change by which the same data, settings and seed give other results; back to 0 with the next version.
 * 1: a window is read only where it lowers the loss in validation as well.
 */
const revision = 1;

/**
 * What runs, studies and kept explanations carry, to be known as what another computation would only repeat: the version,
 * and as its build metadata (semver.org) how often results have changed since.
 */
export const resultsVersion = `${version}+${revision}`;

function read(): string {
  for (const candidate of candidates) {
    try {
      const content = readFileSync(new URL(candidate, import.meta.url), 'utf8');
      const parsed = z
        .object({ name: z.literal('contexture'), version: z.string() })
        .parse(JSON.parse(content));
      return parsed.version;
    } catch {
      // Not there, or somebody else's: the next one.
    }
  }
  throw new Error('package.json of Contexture was not found next to the program');
}
