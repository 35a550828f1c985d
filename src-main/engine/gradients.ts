// The Node bundle of tfjs-core leaves the gradients out; that of tfjs-layers registers them.
import '@tensorflow/tfjs-layers';
import { registerGradient } from '@tensorflow/tfjs-core';
import { geluGradient } from './fused/gelu.ts';
import { layerNormGradient } from './fused/layer-norm.ts';
import { arithmeticGradients } from './gradients/arithmetic.ts';
import { cumulativeGradients } from './gradients/cumulative.ts';
import { placeGradients } from './gradients/places.ts';
import { productGradients } from './gradients/products.ts';
import { shapeGradients } from './gradients/shapes.ts';

/** Gradients that TensorFlow.js lacks, and those that it gets wrong. */
const gradients = [
  arithmeticGradients,
  cumulativeGradients,
  placeGradients,
  productGradients,
  shapeGradients,
  geluGradient,
  layerNormGradient,
].flat();

/** Puts these gradients over TensorFlow.js's own; needed again when a package has registered those anew. */
export function registerGradients(): void {
  for (const gradient of gradients) registerGradient(gradient);
}

registerGradients();
