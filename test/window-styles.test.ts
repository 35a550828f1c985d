/** The window's styles: what several components look like stands once, in src-renderer/styles. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../src-renderer');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(vue|css)$/.test(file),
);

/** Rules that agree in fewer declarations may do so by chance. */
const FEWEST = 4;

/** The rules of a file: where each stands, and what it declares, in one order. */
function rulesOf(file: string): { at: string; declares: string[] }[] {
  const source = readFileSync(join(root, file), 'utf8');
  const styles = file.endsWith('.css')
    ? [source]
    : Array.from(source.matchAll(/<style[^>]*>(.*?)<\/style>/gs), ([, style]) => style!);
  return styles.flatMap((style) =>
    Array.from(
      style.replaceAll(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{([^{}]*)\}/g),
      ([, selector, body]) => ({
        at: `${file}: ${selector!.trim().replaceAll(/\s+/g, ' ')}`,
        declares: body!
          .split(';')
          .map((declaration) => declaration.trim())
          .filter((declaration) => declaration !== '')
          .toSorted((a, b) => a.localeCompare(b)),
      }),
    ),
  );
}

it('no rule stands twice', () => {
  const rules = files.flatMap(rulesOf).filter(({ declares }) => declares.length >= FEWEST);
  expect(rules.length).toBeGreaterThan(30);
  const alike = Map.groupBy(rules, ({ declares }) => declares.join('; '));
  const repeated = [...alike.values()]
    .filter((same) => same.length > 1)
    .map((same) => same.map(({ at }) => at));
  expect(repeated).toEqual([]);
});

it('every class of a shared style is used by a component', () => {
  const sources = files
    .filter((file) => file.endsWith('.vue'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  const shared = files
    .filter((file) => file.endsWith('.css'))
    .flatMap(rulesOf)
    .flatMap(({ at }) =>
      Array.from(at.slice(at.indexOf(':') + 1).matchAll(/\.([a-z][a-z-]*)/g), ([, name]) => name!),
    );
  const templates = sources.map((source) => source.replaceAll(/<style.*?<\/style>/gs, '')).join('\n');
  const unused = [...new Set(shared)].filter((name) => !new RegExp(`["' {]${name}["' :]`).test(templates));
  expect(unused).toEqual([]);
});

it('a component is styled by itself or by the styles of all, not by those of another one that may not be loaded', () => {
  const sources = new Map(
    files
      .filter((file) => file.endsWith('.vue'))
      .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const),
  );
  const borrowed = [...sources].flatMap(([owner, source]) => {
    const open = Array.from(source.matchAll(/<style>(.*?)<\/style>/gs), ([, style]) => style!).join('\n');
    const names = new Set(Array.from(open.matchAll(/\.([a-z][\w-]*)[^{}]*\{/g), ([, name]) => name!));
    return [...sources].flatMap(([file, other]) =>
      [...names].flatMap((name) =>
        file !== owner && new RegExp(`class="[^"]*(?<![\\w-])${name}(?![\\w-])`).test(other)
          ? [`${file}: .${name} of ${owner}`]
          : [],
      ),
    );
  });
  expect(borrowed).toEqual([]);
});
