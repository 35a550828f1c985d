import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { float32, int32 } from '../engine/host.ts';
import { writeSafetensors } from '../engine/safetensors.ts';
import type { HostTensor } from '../engine/types.ts';
import { bertConfigSchema, mostTokens } from '../models/bert-config.ts';
import {
  bertClassifierShapes,
  bertEncoderShapes,
  bertPoolerShapes,
  initBertParameters,
  wordEmbeddings,
} from '../models/bert-parameters.ts';
import { Random } from '../random.ts';
import { UserError } from '../errors.ts';
import { openBertCheckpoint, openBertTokenizer } from './bert-checkpoint.ts';

// The oldest published configurations have these keys and no model_type.
const config = {
  vocab_size: 12,
  hidden_size: 4,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 6,
  max_position_embeddings: 5,
  type_vocab_size: 2,
  hidden_act: 'gelu',
};
const parsed = bertConfigSchema.parse(config);
const encoder = initBertParameters(new Random(3), bertEncoderShapes(parsed));
const pooler = initBertParameters(new Random(4), bertPoolerShapes(parsed));
const classifier = initBertParameters(new Random(5), bertClassifierShapes(parsed, 3));
const whole = { ...encoder, ...pooler, ...classifier };

const renamed = (tensors: Record<string, HostTensor>, rename: (name: string) => string) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [rename(name), tensor]));

async function folderWith(tensors: Record<string, HostTensor> | null, changes: object = {}): Promise<string> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, ...changes }));
  if (tensors) await writeSafetensors(join(folder, 'model.safetensors'), tensors);
  return folder;
}

/** Weights of zeros that take no room on the disk. */
async function sparseWeights(
  path: string,
  shapes: readonly (readonly [string, readonly number[]])[],
): Promise<void> {
  let offset = 0;
  const entries = shapes.map(([name, shape]) => {
    const end = offset + 4 * shape.reduce((size, side) => size * side, 1);
    const entry = { dtype: 'F32', shape, data_offsets: [offset, end] };
    offset = end;
    return [name, entry] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await writeFile(path, Buffer.concat([length, header]));
  await truncate(path, length.length + header.length + offset);
}

const open = (folder: string, head: 'published' | number = 'published') =>
  openBertCheckpoint(folder, { head, random: new Random(1) });

/** What opening fails with; not failing fails the test. */
async function problem(folder: string, head: 'published' | number = 2): Promise<string> {
  const outcome: unknown = await open(folder, head).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(UserError);
  return String(outcome);
}

describe('a published BERT checkpoint', () => {
  it('is read whole, with its head and the names of its classes', async () => {
    const labels = { id2label: { '0': 'down', '1': 'flat', '2': 'up' } };
    const read = await open(await folderWith(whole, labels));
    expect(read).toMatchObject({ classes: ['down', 'flat', 'up'], fresh: [], leftOut: [] });
    expect(read.parameters).toEqual(whole);
  });

  it('is the same under its older names', async () => {
    const older = renamed({ ...encoder, ...pooler }, (name) =>
      name
        .replace(/^bert\./, '')
        .replace('LayerNorm.weight', 'LayerNorm.gamma')
        .replace('LayerNorm.bias', 'LayerNorm.beta'),
    );
    const read = await open(
      await folderWith({ ...older, 'embeddings.position_ids': int32([1, 5], [0, 1, 2, 3, 4]) }),
      2,
    );
    expect(read.parameters).toMatchObject(encoder);
    expect(read.leftOut).toEqual([]);
  });

  it.each([
    ['data-parallel training', (name: string) => `module.${name}`],
    ['an attribute of a larger program', (name: string) => `model.${name}`],
    ['compiling', (name: string) => `_orig_mod.${name}`],
    ['all of them', (name: string) => `_orig_mod.module.model.${name.replace(/^bert\./, '')}`],
    [
      'a larger program that had the head outside',
      (name: string) => (name.startsWith('classifier') ? name : `model.${name}`),
    ],
  ])('is the same with what %s left in its names', async (_, rename) => {
    const read = await open(await folderWith(renamed(whole, rename)));
    expect(read).toMatchObject({ fresh: [], leftOut: [] });
    expect(read.parameters).toEqual(whole);
  });

  it.each([
    ['DeBERTa', { model_type: 'deberta-v2' }],
    ['ALBERT', { model_type: 'albert', hidden_size: undefined }],
    ['ELECTRA', { model_type: 'electra' }],
    ['XLM-RoBERTa', { model_type: 'xlm-roberta' }],
    ['CamemBERT', { model_type: 'camembert' }],
    ['some-new-model', { model_type: 'some-new-model' }],
    ['ALBERT', { architectures: ['AlbertForSequenceClassification'] }],
    ['GPT-2', { architectures: ['GPT2LMHeadModel'] }],
    ['NewThing', { architectures: ['NewThingModel'] }],
    ['BERT with relative_key positions', { position_embedding_type: 'relative_key' }],
    ['BERT as a decoder', { is_decoder: true }],
    ['RoBERTa as a decoder', { model_type: 'roberta', add_cross_attention: true }],
  ])('of %s is refused by one sentence that names what is supported', async (name, changes) => {
    const said = await problem(await folderWith(null, changes));
    expect(said).toContain(`config.json: ${name} is not supported`);
    expect(said).toMatch(/BERT \(.*\), RoBERTa, DistilBERT and MPNet can be read[^.]*\.$/);
  });

  it('is refused by its weights where they are those of another architecture', async () => {
    const electra = renamed(whole, (name) => name.replace(/^bert\./, 'electra.'));
    expect(await problem(await folderWith(electra))).toContain('ELECTRA is not supported (weights such as');
    const distilled = { 'distilbert.transformer.layer.0.ffn.lin1.bias': float32([2], [1, 2]) };
    expect(await problem(await folderWith(distilled))).toContain(
      'the weights are those of DistilBERT (such as distilbert.transformer.layer.0.ffn.lin1.bias), but config.json is that of BERT',
    );
  });

  it('may state its architecture as a class', async () => {
    const read = await open(await folderWith(whole, { architectures: ['BertForMaskedLM'] }));
    expect(read.fresh).toEqual([]);
  });

  const meanFiles = (modules: object | null, pooling: object) => async (folder: string) => {
    mkdirSync(join(folder, '1_Pooling'));
    writeFileSync(join(folder, '1_Pooling/config.json'), JSON.stringify(pooling));
    if (modules) writeFileSync(join(folder, 'modules.json'), JSON.stringify(modules));
    return folder;
  };
  const modulesOf = (...kinds: string[]) =>
    kinds.map((kind, idx) => ({
      idx,
      name: `${idx}`,
      path: kind === 'Transformer' ? '' : `${idx}_${kind}`,
      type: `sentence_transformers.models.${kind}`,
    }));

  it.each([
    ['mean', false, null, { pooling_mode_mean_tokens: true, pooling_mode_cls_token: false }],
    ['cls', false, null, { pooling_mode_cls_token: true, word_embedding_dimension: 4 }],
    ['max', false, modulesOf('Transformer', 'Pooling'), { pooling_mode_max_tokens: true }],
    ['mean', true, modulesOf('Transformer', 'Pooling', 'Normalize'), { pooling_mode_mean_tokens: true }],
    ['mean', false, null, { embedding_dimension: 4, pooling_mode: 'mean', include_prompt: true }],
    ['cls', false, null, { pooling_mode: 'cls', pooling_mode_mean_tokens: true }],
    ['max', false, null, { pooling_mode: ['max'] }],
  ])('is pooled as its folder says: %s, normalised %s', async (mode, normalize, modules, pooling) => {
    const read = await open(await meanFiles(modules, pooling)(await folderWith(whole)), 3);
    expect(read.config.pooling).toEqual({ mode, normalize });
    // The pooler has no part in it.
    expect(read.leftOut).toEqual(
      expect.arrayContaining(['bert.pooler.dense.weight', 'bert.pooler.dense.bias']),
    );
    expect(read.fresh).toEqual(['classifier.weight', 'classifier.bias']);
  });

  it.each([
    ['pooling by mean and max', null, { pooling_mode_mean_tokens: true, pooling_mode_max_tokens: true }],
    ['pooling by cls and mean', null, { pooling_mode: 'cls+mean' }],
    ['pooling by weightedmean', null, { pooling_mode_weightedmean_tokens: true }],
    ['pooling by mean_sqrt_len', null, { pooling_mode_mean_sqrt_len_tokens: true }],
    ['pooling by lasttoken', null, { pooling_mode: 'lasttoken' }],
    ['no pooling', null, {}],
    ['a Dense module', modulesOf('Transformer', 'Pooling', 'Dense'), { pooling_mode: 'mean' }],
  ])('is refused where its folder says %s', async (what, modules, pooling) => {
    const said = await problem(await meanFiles(modules, pooling)(await folderWith(whole)));
    expect(said).toContain(`${what} is not supported: `);
    expect(said).toMatch(/can be read(, one at a time)?\.$/);
  });

  it('with a head of its own and a pooling is read with the pooler that the head stands behind', async () => {
    const folder = await folderWith(whole, { architectures: ['BertForSequenceClassification'] });
    await meanFiles(null, { pooling_mode: 'mean' })(folder);
    expect((await open(folder)).config.pooling.mode).toBe('pooler');
    expect((await open(folder, 3)).config.pooling.mode).toBe('mean');
  });

  it('says how many tokens it is meant for', async () => {
    const folder = await folderWith(encoder);
    writeFileSync(join(folder, 'sentence_bert_config.json'), '{"max_seq_length": 3, "do_lower_case": false}');
    expect(mostTokens((await open(folder, 2)).config)).toBe(3);
    writeFileSync(join(folder, 'sentence_bert_config.json'), '{"max_seq_length": null}');
    expect(mostTokens((await open(folder, 2)).config)).toBe(5);
  });

  it('gets a new head for other classes, and a new pooler where it has none', async () => {
    const read = await open(await folderWith({ ...encoder, ...classifier }), 5);
    expect(read.fresh).toEqual([
      'bert.pooler.dense.weight',
      'bert.pooler.dense.bias',
      'classifier.weight',
      'classifier.bias',
    ]);
    expect(read.parameters['classifier.weight']!.shape).toEqual([5, 4]);
    expect(read.leftOut).toEqual(['classifier.bias', 'classifier.weight']);
    expect(read.classes).toBeNull();
  });

  it('says which heads of other tasks it leaves out', async () => {
    const read = await open(await folderWith({ ...whole, 'cls.predictions.bias': float32([2], [1, 2]) }));
    expect(read.leftOut).toEqual(['cls.predictions.bias']);
  });

  it('is read from several files', async () => {
    const folder = await folderWith(null);
    const parts = { 'a.safetensors': encoder, 'b.safetensors': { ...pooler, ...classifier } };
    const map: Record<string, string> = {};
    for (const [file, tensors] of Object.entries(parts)) {
      await writeSafetensors(join(folder, file), tensors);
      for (const name of Object.keys(tensors)) map[name] = file;
    }
    const index = join(folder, 'model.safetensors.index.json');
    writeFileSync(index, JSON.stringify({ metadata: { total_size: 1 }, weight_map: map }));
    expect((await open(folder)).parameters).toEqual(whole);

    writeFileSync(index, JSON.stringify({ weight_map: { ...map, more: 'a.safetensors' } }));
    expect(await problem(folder)).toContain('lists the tensor more in a.safetensors, but it is not there');
    writeFileSync(index, JSON.stringify({ weight_map: { ...map, more: '../a.safetensors' } }));
    expect(await problem(folder)).toContain('../a.safetensors is not the name of a file in the same folder');
    writeFileSync(index, JSON.stringify({ weight_map: map }));
    await rm(join(folder, 'b.safetensors'));
    expect(await problem(folder)).toContain('names b.safetensors, which is missing');
  });

  it('is refused with every tensor that is missing, unexpected, of another shape or type', async () => {
    const { 'bert.encoder.layer.1.output.dense.bias': gone, ...others } = whole;
    expect(gone).toBeDefined();
    const folder = await folderWith({
      ...others,
      'bert.embeddings.LayerNorm.bias': float32([3], [1, 2, 3]),
      'bert.embeddings.LayerNorm.weight': int32([4], [1, 2, 3, 4]),
      'bert.encoder.layer.2.output.dense.bias': float32([4], [1, 2, 3, 4]),
    });
    const said = await problem(folder);
    for (const part of [
      join(folder, 'model.safetensors'),
      join(folder, 'config.json'),
      'missing: bert.encoder.layer.1.output.dense.bias (expected (4)).',
      'of a different shape: bert.embeddings.LayerNorm.bias is (3), expected (4).',
      'of a different type: bert.embeddings.LayerNorm.weight is I32',
      'unexpected: bert.encoder.layer.2.output.dense.bias (4).',
      'download it again',
    ]) {
      expect(said).toContain(part);
    }
  });

  it.each([NaN, Infinity, -Infinity])('is refused with the tensor that has %d', async (value) => {
    const bias = float32([4], [1, value, 3, 4]);
    const said = await problem(await folderWith({ ...whole, 'bert.embeddings.LayerNorm.bias': bias }));
    expect(said).toMatch(/bert\.embeddings\.LayerNorm\.bias has values that are not numbers, or infinite/);
  });

  it.skipIf(process.platform === 'win32')(
    'is refused where a file of it is a pipe, which would never end',
    async () => {
      for (const name of ['config.json', 'model.safetensors', 'tokenizer.json']) {
        const folder = await folderWith(whole);
        rmSync(join(folder, name), { force: true });
        execFileSync('mkfifo', [join(folder, name)]);
        expect(await problem(folder)).toContain(`${join(folder, name)} is a pipe or a device`);
      }
    },
  );

  it('is refused where it takes more memory than there is, and where a header could not be read', async () => {
    const rows = Math.ceil(totalmem() / 4 / 4);
    const folder = await folderWith(null, { vocab_size: rows });
    const others = Object.entries(whole).filter(([name]) => name !== wordEmbeddings);
    await sparseWeights(join(folder, 'model.safetensors'), [
      [wordEmbeddings, [rows, 4]],
      ...others.map(([name, { shape }]) => [name, shape] as const),
    ]);
    expect(await problem(folder)).toMatch(/its weights take [\d.]+ GB of memory, and this machine has/);

    const claims = await folderWith(null);
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(99_000_000n);
    writeFileSync(join(claims, 'model.safetensors'), length);
    truncateSync(join(claims, 'model.safetensors'), 99_000_008);
    expect(await problem(claims)).toContain(
      'its header claims 99000000 bytes, and more than 16000000 are not read',
    );
  });

  it('is refused by its head where that does not fit the classes', async () => {
    expect(
      await problem(await folderWith(whole, { id2label: { '0': 'a', '1': 'b' } }), 'published'),
    ).toContain('classifier.weight is (3, 4), expected (2, 4)');
    expect(await problem(await folderWith(encoder), 'published')).toContain('has no classifier');
    expect(
      await problem(await folderWith(whole, { id2label: { '0': 'a', '2': 'b' } }), 'published'),
    ).toContain('id2label has no class 1');
  });

  it('is refused by a configuration that says what it cannot be', async () => {
    expect(await problem(await folderWith(whole, { hidden_size: 'wide' }))).toMatch(
      /config\.json.*hidden_size/,
    );
    expect(await problem(await folderWith(whole, { num_hidden_layers: 1e9 }))).toContain('num_hidden_layers');
    expect(await problem(await folderWith(whole, { vocab_size: 2 ** 50 }))).toContain(
      'word_embeddings.weight is',
    );
    expect(await problem(temporaryFolder())).toContain('it has no config.json');
    const twice = { ...whole, 'pooler.dense.bias': pooler['bert.pooler.dense.bias']! };
    expect(await problem(await folderWith(twice))).toContain('are the same parameter');
  });

  it('is refused with a tokeniser that has more words than the weights', async () => {
    const folder = await folderWith(null);
    const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'a', 'b'];
    writeFileSync(join(folder, 'vocab.txt'), words.join('\n'));
    expect((await openBertTokenizer(folder, parsed)).size).toBe(6);
    await expect(openBertTokenizer(folder, { ...parsed, vocab_size: 5 })).rejects.toThrow(
      'its tokeniser has 6 words, but config.json says vocab_size 5',
    );
  });

  it('whose weights are a pickle only says how to write them anew', async () => {
    const folder = await folderWith(null);
    expect(await problem(folder)).toContain('neither model.safetensors nor');
    writeFileSync(join(folder, 'pytorch_model.bin'), 'x');
    expect(await problem(folder)).toMatch(/only as pytorch_model\.bin.*safe_serialization=True/);
    mkdirSync(join(folder, 'model.safetensors'));
    expect(await problem(folder)).toContain('it is not a file');
  });
});
