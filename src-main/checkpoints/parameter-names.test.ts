import { describe, expect, it } from 'vitest';
import { canonicalName, publishedName } from './parameter-names.ts';

describe('names of parameters', () => {
  it('of BERT are known under every published name', () => {
    expect(canonicalName('encoder.layer.3.output.dense.bias')).toBe('bert.encoder.layer.3.output.dense.bias');
    expect(canonicalName('bert.embeddings.LayerNorm.gamma')).toBe('bert.embeddings.LayerNorm.weight');
    expect(canonicalName('embeddings.LayerNorm.beta')).toBe('bert.embeddings.LayerNorm.bias');
    expect(canonicalName('classifier.weight')).toBe('classifier.weight');
    for (const wrapped of [
      'module.bert.pooler.dense.bias',
      'model.bert.pooler.dense.bias',
      '_orig_mod.bert.pooler.dense.bias',
      'module._orig_mod.model.pooler.dense.bias',
      '_orig_mod.module.bert.pooler.dense.bias',
      'bert.pooler._orig_mod.dense.bias',
      '_fsdp_wrapped_module.bert._fsdp_wrapped_module.pooler.dense.bias',
      '0.auto_model.pooler.dense.bias',
    ]) {
      expect(canonicalName(wrapped)).toBe('bert.pooler.dense.bias');
    }
    expect(canonicalName('module.model.classifier.bias')).toBe('classifier.bias');
    // Words of other names are no wrappers.
    expect(canonicalName('submodule.bert.pooler.dense.bias')).toBe('submodule.bert.pooler.dense.bias');
    expect(canonicalName('roberta.encoder.layer.0.output.dense.bias')).toBe(
      'roberta.encoder.layer.0.output.dense.bias',
    );
  });

  it.each([
    ['roberta', 'roberta.embeddings.LayerNorm.gamma', 'bert.embeddings.LayerNorm.weight'],
    ['roberta', 'encoder.layer.3.output.dense.bias', 'bert.encoder.layer.3.output.dense.bias'],
    ['roberta', 'classifier.dense.weight', 'bert.pooler.dense.weight'],
    ['roberta', 'classifier.out_proj.bias', 'classifier.bias'],
    // A pooler of the encoder's own, which no classifier uses.
    ['roberta', 'roberta.pooler.dense.bias', 'roberta.pooler.dense.bias'],
    ['roberta', 'lm_head.dense.weight', 'lm.dense.weight'],
    ['mpnet', 'encoder.layer.0.attention.attn.o.bias', 'bert.encoder.layer.0.attention.output.dense.bias'],
    [
      'mpnet',
      'mpnet.encoder.layer.11.attention.LayerNorm.bias',
      'bert.encoder.layer.11.attention.output.LayerNorm.bias',
    ],
    ['mpnet', 'encoder.relative_attention_bias.weight', 'bert.encoder.relative_attention_bias.weight'],
    ['mpnet', 'pooler.dense.weight', 'pooler.dense.weight'],
    [
      'distilbert',
      'distilbert.transformer.layer.1.attention.q_lin.weight',
      'bert.encoder.layer.1.attention.self.query.weight',
    ],
    [
      'distilbert',
      'transformer.layer.1.sa_layer_norm.bias',
      'bert.encoder.layer.1.attention.output.LayerNorm.bias',
    ],
    ['distilbert', 'transformer.layer.1.ffn.lin2.weight', 'bert.encoder.layer.1.output.dense.weight'],
    ['distilbert', 'pre_classifier.weight', 'bert.pooler.dense.weight'],
    ['distilbert', 'classifier.weight', 'classifier.weight'],
    ['distilbert', 'vocab_projector.bias', 'lm.bias'],
  ] as const)('of %s: %s is %s', (family, published, canonical) => {
    expect(canonicalName(published, family)).toBe(canonical);
    expect(canonicalName(`module.model.${published}`, family)).toBe(canonical);
    // What is canonical already stays so.
    expect(canonicalName(canonical, family)).toBe(canonical);
  });

  it.each([
    ['roberta', 'roberta.encoder.layer.3.output.dense.bias'],
    ['roberta', 'classifier.out_proj.bias'],
    ['mpnet', 'mpnet.encoder.layer.0.attention.attn.q.bias'],
    ['mpnet', 'mpnet.encoder.relative_attention_bias.weight'],
    ['distilbert', 'distilbert.transformer.layer.10.output_layer_norm.weight'],
    ['distilbert', 'pre_classifier.bias'],
    ['bert', 'bert.encoder.layer.1.attention.self.key.weight'],
    ['bert', 'bert.pooler.dense.weight'],
  ] as const)('of %s are written as %s again', (family, published) => {
    expect(publishedName(canonicalName(published, family), family, true)).toBe(published);
  });

  it('of a head that is no published one are left as they are', () => {
    expect(publishedName('classifier.weight', 'roberta', false)).toBe('classifier.weight');
    expect(publishedName('attention.query.weight', 'mpnet', false)).toBe('attention.query.weight');
  });
});
