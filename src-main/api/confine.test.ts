import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { confine, type Confinement, confinementTo, pathKeys } from './confine.ts';
import { contract } from './contract.ts';

let folder: string;
let root: string;
let confinement: Confinement;

beforeEach(() => {
  folder = temporaryFolder();
  root = join(folder, 'shared');
  mkdirSync(join(root, 'data'), { recursive: true });
  mkdirSync(join(folder, 'workspace/incoming/1'), { recursive: true });
  writeFileSync(join(folder, 'secret.csv'), '');
  writeFileSync(join(root, 'data/tweets.csv'), '');
  symlinkSync(folder, join(root, 'out-of-it'));
  symlinkSync(join(folder, 'not-there-yet'), join(root, 'later'));
  mkdirSync(join(folder, 'sample'));
  writeFileSync(join(folder, 'sample/tweets.csv'), '');
  confinement = confinementTo(root, join(folder, 'workspace'), [join(folder, 'sample')]);
});

describe('what is sent to a confined API', () => {
  test.each([
    ['a file in the folder', () => ({ files: [join(root, 'data/tweets.csv')] })],
    ['a pattern in it', () => ({ names: [join(root, 'data/*.csv')] })],
    ['what a browser sent', () => ({ file: join(folder, 'workspace/incoming/1/tweets.csv') })],
    ['a file of the sample', () => ({ files: [join(folder, 'sample/tweets.csv')] })],
    ['a new folder in it', () => ({ out: join(root, 'exports/run-1') })],
    ['a way out of a folder of it, and back', () => ({ files: [join(root, 'data/../data/tweets.csv')] })],
    ['names of checkpoints', () => ({ config: { checkpoint: 'owner/name', vectors: null } })],
    ['text that looks like a path', () => ({ query: '/etc/passwd', text: '../../etc' })],
  ])('may be %s', (_, input) => {
    expect(() => confine(input(), confinement)).not.toThrow();
  });

  test.each([
    ['the sample, to write in', () => ({ out: join(folder, 'sample') })],
    ['a file beside it', () => ({ files: [join(folder, 'secret.csv')] })],
    ['a way out', () => ({ files: [`${root}/../secret.csv`] })],
    ['a link out', () => ({ files: [join(root, 'out-of-it/secret.csv')] })],
    ['a link to what is not there yet', () => ({ out: join(root, 'later') })],
    ['a new file behind a link', () => ({ out: join(root, 'out-of-it/new/folder') })],
    ['a folder that begins alike', () => ({ files: [`${root}-private/x.csv`] })],
    ['a path with a blank before it', () => ({ out: ` ${folder}/new` })],
    ['a pattern that climbs', () => ({ names: [`${root}/*/../../*`] })],
    ['a relative path', () => ({ files: ['package.json'] })],
    ['the database of the workspace', () => ({ out: join(folder, 'workspace/contexture.db') })],
    ['the settings of a study', () => ({ encoders: [{ config: { vectors: '/etc/passwd' } }] })],
    ['a file to test on', () => ({ config: { testFile: '/etc/passwd' } })],
    ['a checkpoint', () => ({ source: '/etc' })],
    ['a checkpoint by a relative path', () => ({ config: { checkpoint: '../../etc' } })],
    ['part of an archive', () => ({ source: 'package.json/part' })],
  ])('may not be %s', (_, input) => {
    expect(() => confine(input(), confinement)).toThrow(
      /is not in .*shared, the only folder that is served here\./,
    );
  });
});

/** Keys of what procedures are sent as free text, and are no paths. */
const words = new Set([
  'against',
  'annotator',
  'classes',
  'close',
  'columns',
  'delimiter',
  'from',
  'into',
  'name',
  'note',
  'open',
  'other',
  'over',
  'predicted',
  'query',
  'record',
  'scheme',
  // The configurations of a sweep are looked at; these say what differs in them.
  'setting',
  'study',
  'symbol',
  'symbols',
  'tag',
  'text',
  'ticker',
  'to',
  'topic',
  'topicScheme',
  'untag',
  'value',
  'values',
  'zone',
  'truth',
]);

test('every text that is sent to the API is known as a path or as none', () => {
  const found = new Set<string>();
  const look = (schema: unknown, key: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    if (Array.isArray(schema)) return schema.forEach((one) => look(one, key));
    const entries = new Map<string, unknown>(Object.entries(schema));
    if (entries.get('type') === 'string' && !entries.has('enum') && !entries.has('const')) found.add(key);
    for (const part of ['anyOf', 'oneOf', 'allOf', 'items', 'prefixItems', 'additionalProperties'])
      look(entries.get(part), key);
    for (const [name, value] of Object.entries(entries.get('properties') ?? {})) look(value, name);
  };
  const visit = (router: object): void => {
    for (const value of Object.values(router)) {
      if (!isContractProcedure(value)) visit(value);
      else if (value['~orpc'].inputSchema instanceof z.ZodType)
        look(z.toJSONSchema(value['~orpc'].inputSchema, { io: 'input', unrepresentable: 'any' }), '');
    }
  };
  visit(contract);
  expect(found.size).toBeGreaterThan(10);
  expect([...found].filter((key) => !pathKeys.has(key) && !words.has(key))).toEqual([]);
});
