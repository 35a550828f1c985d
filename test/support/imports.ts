/** Which file of a folder imports which: what the walls of the house are checked on. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export const isTest = (file: string) => file.endsWith('.test.ts');
export const isTestHelper = (file: string) => file.endsWith('.testing.ts');

/** Files with the files that they import, types included; all paths are relative to one folder. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** The imports of all files below a folder but its tests; what lies outside the folder is left out. */
export function readImports(root: string, endings: readonly string[]): Imports {
  return new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll(sep, '/'))
      .filter((file) => endings.some((ending) => file.endsWith(ending)) && !isTest(file))
      .map((file) => {
        const source = readFileSync(join(root, file), 'utf8');
        const found = source.matchAll(/(?:\bfrom|\bimport\s*\(|\bimport)\s*['"](\.{1,2}\/[^'"]+)['"]/g);
        const targets = Array.from(found, ([, path]) =>
          relative(root, join(root, dirname(file), path!)).replaceAll(sep, '/'),
        );
        return [file, targets.filter((target) => !target.startsWith('..'))] as const;
      }),
  );
}

/** Circles of files that import one another, each written as a path. */
export function circlesOf(imports: Imports): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (path.includes(file) || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}

/** A folder, and the folders that its files may import. */
export type Walls = Readonly<Record<string, readonly string[]>>;

/** The folders that reach themselves through what they may import. */
export function folderCircles(walls: Walls): string[] {
  const reachable = (from: string, seen = new Set<string>()): Set<string> => {
    for (const to of walls[from] ?? []) {
      if (seen.has(to)) continue;
      seen.add(to);
      reachable(to, seen);
    }
    return seen;
  };
  return Object.keys(walls).filter((room) => reachable(room).has(room));
}
