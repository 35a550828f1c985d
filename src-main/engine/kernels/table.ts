import { activations } from './activations.ts';
import { constants } from './constants.ts';
import { elementwise } from './elementwise.ts';
import { gather } from './gather.ts';
import { matmul } from './matmul.ts';
import { reductions } from './reductions.ts';
import type { Rule } from './rule.ts';
import { shapes } from './shapes.ts';

/** Every TensorFlow.js kernel that can be compiled, by name. */
export const kernelTable: ReadonlyMap<string, Rule> = new Map(
  [activations, constants, elementwise, gather, matmul, reductions, shapes]
    .flat()
    .map((rule) => [rule.kernel, rule]),
);
