import { getGradient } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../gradients.ts';
import { kernelTable } from '../kernels/table.ts';

describe('every kernel', () => {
  // Whole numbers and flags, constants, what is differentiated as a whole, and gradients of gradients.
  const without = {
    wholeNumbers: ['All', 'Any', 'Bincount', 'DenseBincount', 'SearchSorted'],
    constants: ['Fill', 'Range', 'LinSpace'],
    fused: ['_FusedMatMul', 'FusedConv2D', 'MultiHeadAttention'],
    ofGradients: ['EluGrad', 'GeluGrad', 'Standardize', 'Conv2DBackpropFilter'],
  };

  it('has a gradient, or is known to have none', () => {
    const found = [...kernelTable.keys()].filter((kernel) => getGradient(kernel) === undefined);
    expect(found.toSorted()).toEqual(Object.values(without).flat().toSorted());
  });
});
