/**
 * What the window may show names no option and no command of the terminal: what helps is a remedy, as data, which each
 * of them words in its own way.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { createProgram } from '../src-main/shells/terminal/program.ts';

const root = join(import.meta.dirname, '..');

/** Places that speak of the terminal rightly, and why. */
const exempt: readonly (readonly [place: string, why: string])[] = [
  ['src-main/shells/terminal/', 'is the terminal'],
  ['src-main/shells/cli.ts', 'is the terminal'],
  ['src-main/shells/environment.ts', 'is printed in the reference only'],
  ['src-main/shells/workspace-layout.ts', 'is printed in the reference only'],
  ['src-main/bench/', 'is run from the terminal only'],
  ['src-main/ingest/small-heap.ts', 'names an option of V8'],
  [
    'src-main/engine/devices/',
    'calls and names programs that install drivers, which have options of their own',
  ],
  [
    'src-renderer/frame/DamageBanner.vue',
    'names the one command that repairs, since the window has open what is to be repaired',
  ],
  ['src-renderer/theme/palette.ts', 'names variables of styles'],
];

const files = ['src-main', 'src-renderer'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(sep, '/')}`)
    .filter((file) => /\.(?:ts|vue)$/.test(file) && !/\.(?:test|testing)\.ts$/.test(file)),
);

const commands = (await createProgram()).commands.map((command) => command.name()).join('|');
/** `--dates`, `contexture import`; not `var(--gap)` and `--ink: light-dark(…)`, which stand in styles. */
const ofTerminal = new RegExp(
  String.raw`(?:^|[\s("'${'`'}])(?<!var\()--[a-z][a-z-]+(?![a-z-]|:\s*(?:#|light-dark))|\bcontexture (?:${commands})\b`,
);

/** The texts of a program: its string literals, and the parts of its templates. */
function texts(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return found;
}

/** A component of the window: the texts of its script, and its template, whose words are all shown. */
function textsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.ts')) return texts(file, source);
  const script = /<script[^>]*>(.*?)<\/script>/s.exec(source)?.[1] ?? '';
  const template = /<template>(.*)<\/template>/s.exec(source)?.[1] ?? '';
  return [...texts(file, script), template];
}

it('finds what it looks for', () => {
  for (const text of ['Say which (--as texts).', 'use --set', 'Import some: contexture import FILE']) {
    expect(text).toMatch(ofTerminal);
  }
  for (const text of ['a -- b', 'var(--gap)', 'Contexture trains', '.contexture', 'x--y']) {
    expect(text).not.toMatch(ofTerminal);
  }
  expect(texts('a.ts', 'const a = \'one\'; /* two */ f(`three ${b} four`, "five"); // six')).toEqual([
    'one',
    'three ',
    ' four',
    'five',
  ]);
});

it('no message that the window may show names an option or a command of the terminal', () => {
  const named = files
    .filter((file) => !exempt.some(([place]) => file.startsWith(place)))
    .flatMap((file) =>
      textsOf(file)
        .filter((text) => ofTerminal.test(text))
        .map((text) => `${file}: ${ofTerminal.exec(text)?.[0].trim()} in "${text.trim().slice(0, 100)}"`),
    );
  expect(named).toEqual([]);
});

it('exempts only places that there are', () => {
  expect(exempt.filter(([place]) => !files.some((file) => file.startsWith(place)))).toEqual([]);
});
