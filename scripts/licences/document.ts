import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'oxfmt';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
export const licencesPath = join(root, 'docs/licences.md');

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

export interface Dependency {
  name: string;
  version: string;
  /** As an SPDX expression. */
  licence: string;
  /** It is installed with the application; else it builds or tests it, and parts of it may be in the window. */
  installed: boolean;
}

/** Every package of package-lock.json, by name and version. */
export function dependencies(): Dependency[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const found = new Map<string, Dependency>();
  for (const [path, { version, license, dev, devOptional }] of Object.entries(packages)) {
    if (path === '' || version === undefined) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const installed = dev !== true && devOptional !== true;
    const key = `${name} ${version}`;
    const known = found.get(key);
    found.set(key, {
      name,
      version,
      licence: license ?? 'unknown',
      installed: installed || known?.installed === true,
    });
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** docs/licences.md */
export async function licences(): Promise<string> {
  const all = dependencies();
  const [installed, building] = [true, false].map((is) => all.filter((one) => one.installed === is)) as [
    Dependency[],
    Dependency[],
  ];
  const options = JSON.parse(readFileSync(join(root, '.oxfmtrc.json'), 'utf8'));
  const page = `# Licences of dependencies

Contexture is under the MIT licence (\`LICENSE\`). It uses the packages below, each under its own licence, whose text comes with it in \`node_modules\`. \`npm run licences\` writes this page from \`package-lock.json\`, and a test compares the two.

${inWords(all)}

## Installed with the application

${table(installed)}

## For building and testing

The window is built from some of these, Vue among them, so parts of them are in \`out/\`.

${table(building)}
`;
  return (await format(licencesPath, page, options)).code;
}

function inWords(all: readonly Dependency[]): string {
  const counts = [...Map.groupBy(all, ({ licence }) => licence)]
    .map(([licence, { length }]) => ({ licence, length }))
    .toSorted((a, b) => b.length - a.length || (a.licence < b.licence ? -1 : 1));
  return [
    '| licence | packages |',
    '| --- | --- |',
    ...counts.map(({ licence, length }) => `| ${licence} | ${length} |`),
  ].join('\n');
}

function table(packages: readonly Dependency[]): string {
  return [
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
  ].join('\n');
}
