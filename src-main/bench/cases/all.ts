import type { BenchCase } from '../case.ts';
import { bertMini } from './bert-mini.ts';
import { contextualWords } from './contextual-words.ts';
import { documentAttention } from './document-attention.ts';
import { head768 } from './head-768.ts';
import { minilmEncode, minilmTune } from './minilm.ts';
import { rnnAttention } from './rnn-attention.ts';
import { simpleTransformer } from './simple-transformer.ts';

/** The cases of torch_steps.py and minilm_steps.py, under their names. */
export const cases: readonly BenchCase[] = [
  head768,
  contextualWords,
  documentAttention,
  rnnAttention,
  simpleTransformer,
  bertMini,
  minilmEncode,
  minilmTune,
];
