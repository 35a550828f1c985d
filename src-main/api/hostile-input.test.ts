/**
 * Whatever is sent to the API is answered, or refused in a sentence: never a failure of the program, nor a stack trace. The
 * procedures are those of the contract, so a new one is tried by itself.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { call, type AnyProcedure } from '@orpc/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { importFile } from '../ingest/import.ts';
import { JobHost } from '../jobs/host.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { contract } from './contract.ts';
import { apiError } from './errors.ts';
import { router } from './router.ts';

/** Takes every job, and does none: what jobs do with a file or a run has tests of its own. */
class IdleJobs extends JobHost {
  constructor(store: WritableStore) {
    super({
      store,
      spawn: () => {
        throw new Error('no process is started here');
      },
    });
  }
  override start(): number {
    return 1;
  }
  override ask(): Promise<never> {
    return Promise.reject(new UserError('use', 'No job is done here.'));
  }
}

interface Asked {
  name: string;
  schema: z.ZodType | null;
  procedure: AnyProcedure;
}

function procedures(part: object, implemented: object, before = ''): Asked[] {
  const its = new Map<string, object>(Object.entries(implemented));
  return Object.entries(part).flatMap(([key, value]: [string, object]): Asked[] => {
    const name = before + key;
    const procedure = its.get(key)!;
    if (!isContractProcedure(value)) return procedures(value, procedure, `${name}.`);
    const { inputSchema } = value['~orpc'];
    const schema = inputSchema instanceof z.ZodType ? inputSchema : null;
    return [{ name, schema, procedure: procedure as AnyProcedure }];
  });
}
const all = procedures(contract, router);

type Json = { [key: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that fits a JSON schema, as small as it may be. */
function fitting(schema: unknown, root: Json): unknown {
  if (!isObject(schema)) return 'x';
  if (typeof schema['$ref'] === 'string') {
    const definitions = root['$defs'];
    const name = schema['$ref'].split('/').at(-1)!;
    return fitting(isObject(definitions) ? definitions[name] : null, root);
  }
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  for (const several of ['anyOf', 'oneOf', 'allOf']) {
    if (Array.isArray(schema[several])) return fitting(schema[several][0], root);
  }
  switch (schema['type']) {
    case 'object': {
      const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
      const properties = isObject(schema['properties']) ? schema['properties'] : {};
      return Object.fromEntries(required.map((key) => [key, fitting(properties[key], root)]));
    }
    case 'array':
      return Array.from({ length: Number(schema['minItems'] ?? 1) }, () => fitting(schema['items'], root));
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema['minimum'] ?? 1));
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return 'x'.repeat(Number(schema['minLength'] ?? 1));
  }
}

const long = 'x'.repeat(200_000);
/** In place of any field, and of the whole input. */
const hostile: readonly [what: string, value: unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['a number below 0', -1],
  ['the largest number', Number.MAX_SAFE_INTEGER],
  ['a number that is none', Number.NaN],
  ['no end', Number.POSITIVE_INFINITY],
  ['no text', ''],
  ['a long text', long],
  ['a key of all objects', '__proto__'],
  ['a name of all objects', 'constructor'],
  ['half a character', '\uD800'],
  ['a zero', 'a\0b'],
  ['a statement', `'; DROP TABLE document; --`],
  ['a query', '"unclosed AND (NEAR *'],
  ['a path', '../../../etc/passwd'],
  ['a long path', `/${long}`],
  ['a list', []],
  ['a list of everything', [null, 1, 'x', {}, []]],
  ['a long list', Array.from({ length: 20_000 }, (_, i) => i)],
  ['an object', {}],
  [
    'an object with a prototype',
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  ],
  ['deep lists', JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)],
];

/** The input of a procedure, and the same with each of its fields in turn replaced. */
function* inputsOf({ schema }: Asked): Generator<[what: string, input: unknown]> {
  for (const [what, value] of hostile) yield [`${what} as input`, value];
  if (schema === null) return;
  const json: unknown = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  if (!isObject(json)) return;
  const input = fitting(json, json);
  yield ['what fits', input];
  if (!isObject(json['properties']) || !isObject(input)) return;
  for (const key of Object.keys(json['properties'])) {
    for (const [what, value] of hostile) yield [`${what} as ${key}`, { ...input, [key]: value }];
  }
  yield ['a field too many', { ...input, surplus: long }];
}

let store: WritableStore;
beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  const file = join(store.dir, 'texts.csv');
  writeFileSync(file, 'date,ticker,text\n2018-07-10,GS,wide spreads\n2018-07-11,GS,more of it\n');
  await importFile(store, file, { as: null, labels: null });
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

test.each(all)('$name answers anything, or refuses it in a sentence', async (asked) => {
  const problems: string[] = [];
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const context = { store, jobs: new IdleJobs(store), resources: '' };
  for (const [what, input] of inputsOf(asked)) {
    try {
      const answer: unknown = await call(asked.procedure, input, { context, path: asked.name.split('.') });
      // What goes on for ever is asked for one event at most.
      if (isObject(answer) && Symbol.asyncIterator in answer) void answer;
    } catch (error) {
      const { code, message } = apiError(error);
      const isRefused =
        code !== 'INTERNAL_SERVER_ERROR' && message.length < 2000 && !/\n\s+at /.test(message);
      if (!isRefused) problems.push(`${what}: ${code} ${message.slice(0, 200)}`);
    }
  }
  written.mockRestore();
  expect(problems).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
});
