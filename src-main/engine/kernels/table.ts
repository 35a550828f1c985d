import { attentionRules } from '../fused/attention.ts';
import { geluRules } from '../fused/gelu.ts';
import { layerNormRules } from '../fused/layer-norm.ts';
import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { batchNorm } from './batch-norm.ts';
import { choice } from './choice.ts';
import { comparisons } from './comparisons.ts';
import { constants } from './constants.ts';
import { convolutions } from './convolution.ts';
import { counts } from './counts.ts';
import { cumulative } from './cumulative.ts';
import { einsum } from './einsum.ts';
import { functions } from './functions.ts';
import { gather } from './gather.ts';
import { joins } from './join.ts';
import { matmul } from './matmul.ts';
import { reductions } from './reductions.ts';
import { repeats } from './repeat.ts';
import { reshapes } from './reshape.ts';
import type { Rule } from './rule.ts';
import { slices } from './slice.ts';

/** Every TensorFlow.js kernel that can be compiled, by name, and the engine's own. */
export const kernelTable: ReadonlyMap<string, Rule> = new Map(
  [
    activations,
    arithmetic,
    batchNorm,
    choice,
    comparisons,
    constants,
    convolutions,
    counts,
    cumulative,
    einsum,
    functions,
    gather,
    joins,
    matmul,
    reductions,
    repeats,
    reshapes,
    slices,
    attentionRules,
    geluRules,
    layerNormRules,
  ]
    .flat()
    .map((rule) => [rule.kernel, rule]),
);
