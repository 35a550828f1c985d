import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { reference, referencePath } from '../scripts/reference/document.ts';
import { type JsonShapes, jsonShapes } from '../scripts/reference/json-shapes.ts';
import { environmentVariables } from '../src-main/shells/environment.ts';
import { createProgram } from '../src-main/shells/terminal/program.ts';
import { workspaceLayout } from '../src-main/shells/workspace-layout.ts';
import { answerOf } from './support/command.ts';

const root = join(import.meta.dirname, '..');
const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

let shapes: JsonShapes;
beforeAll(() => {
  shapes = jsonShapes();
});

test('docs/reference.md is what the program says of itself', async () => {
  const isCurrent = readFileSync(referencePath, 'utf8') === (await reference(shapes));
  expect(isCurrent, 'docs/reference.md is out of date: run "npm run reference"').toBe(true);
});

test('every object that is printed belongs to a command', async () => {
  expect(shapes.unattributed).toEqual([]);
  const commands = new Set(
    (await createProgram()).commands.flatMap((command) => [
      command.name(),
      ...command.commands.map((inner) => `${command.name()} ${inner.name()}`),
    ]),
  );
  expect([...shapes.commands.keys()].filter((name) => !commands.has(name))).toEqual([]);
});

test('every environment variable that is read is documented, and no other', () => {
  const sources = ['src-main', 'scripts', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  // Read, not set: there is no assignment behind it.
  const reads = /\benv(?:\['([A-Z][A-Z0-9_]+)'\]|\.([A-Z][A-Z0-9_]+)\b)(?!\s*=[^=])/g;
  const found = new Set(
    sources.flatMap((text) => [...text.matchAll(reads)].map((match) => match[1] ?? match[2])),
  );
  // Every program has it.
  found.delete('PATH');
  expect(new Set(environmentVariables.map(({ name }) => name))).toEqual(found);
});

describe('on a small workspace', () => {
  const sample = join(root, 'resources/sample');
  const texts = join(workspace, 'texts.csv');

  async function printed(...args: string[]): Promise<Record<string, unknown>> {
    const { out, err } = await answerOf(root, ...args, '--json', '--workspace', workspace);
    const last = out.trimEnd().split('\n').at(-1);
    if (last === undefined || last === '') throw new Error(err);
    return z.record(z.string(), z.unknown()).parse(JSON.parse(last));
  }

  beforeAll(async () => {
    writeFileSync(texts, 'text\nearned ten cents a share\n');
    await printed('import', join(sample, 'stockerbot-sample.csv'));
    await printed('import', join(sample, 'sentiment.csv'), '--labels', 'sentiment');
    await printed('train', 'document-attention', '--set', 'epochs=1', '--set', 'width=8');
    await printed('train', 'word2vec', '--set', 'epochs=1', '--set', 'width=8');
  });

  test.each([
    ['import', join(sample, 'stockerbot-sample.csv')],
    ['inspect', join(sample, 'sentiment.csv')],
    ['companies'],
    ['context', '--document', '9'],
    ['runs'],
    ['recipes'],
    ['recipes', 'topic'],
    ['config'],
    ['checkpoint', 'list'],
    ['train', 'rnn-attention', '--set', 'epochs=1', '--set', 'ngrams=false'],
    ['train', 'company-embedding', '--set', 'objective=match', '--set', 'epochs=1'],
    ['train', 'company-embedding'],
    ['evaluate', '1'],
    ['evaluate', '1', '--on', join(sample, 'sentiment.csv')],
    ['compare', '1', '2'],
    ['predict', '1', '--text', 'earned ten cents'],
    ['predict', '1', '--file', texts, '--out', join(workspace, 'predicted.csv')],
    ['predict', '2', '--text', 'earnings'],
    ['label', '1', '--dry-run'],
    ['export', '1', '--format', 'safetensors', '--out', join(workspace, 'exported')],
    ['doctor'],
  ])('%s prints one of the objects that are documented', async (...args) => {
    const keys = Object.keys(await printed(...args));
    const documented = shapes.commands.get(args[0]) ?? shapes.commands.get(`${args[0]} ${args[1]}`) ?? [];
    const fitting = documented.filter(
      ({ required, optional }) =>
        required.every((key) => keys.includes(key)) &&
        // Remarks may stand beside any result.
        keys.every((key) => key === 'notes' || required.includes(key) || optional.includes(key)),
    );
    // Some kinds of results have the same keys.
    expect({ keys, fits: fitting.length > 0 }).toEqual({ keys, fits: true });
  });

  test('nothing lies in the workspace that is not documented', () => {
    const own = new Set(['texts.csv', 'predicted.csv']);
    const files = readdirSync(workspace, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(workspace, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((path) => !own.has(path) && !path.startsWith('exported/'));
    expect(files.length).toBeGreaterThan(3);
    const known = workspaceLayout.map(
      ({ path }) =>
        new RegExp(
          `^${path.replaceAll('.', '\\.').replace('RUN', '\\d+').replace('FILE', '[^/]+').replace(/N$/, '\\d+').replace(/\/$/, '/.*')}$`,
        ),
    );
    expect(files.filter((path) => !known.some((pattern) => pattern.test(path)))).toEqual([]);
  });
});
