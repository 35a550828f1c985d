import { colourOf } from './colour.ts';
import type { SimilarityRows } from './company-similarity.ts';

/**
 * One pixel a pair, row by row: from `far` to `near`. The diagonal is as near as can be.
 *
 * @returns RGBA (4 N N,), and the largest value that is shown
 */
export function similarityPixels(
  { symbols, value }: SimilarityRows,
  { far, near, isDistance }: { far: string; near: string; isDistance: boolean },
): { pixels: Uint8ClampedArray<ArrayBuffer>; most: number } {
  const count = symbols.length;
  let most = 0;
  for (let one = 0; one < count; one++)
    for (let other = one + 1; other < count; other++) most = Math.max(most, value(one, other));
  const [low, high] = [colourOf(far), colourOf(near)];
  const pixels = new Uint8ClampedArray(4 * count * count);
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < count; other++) {
      // What is below 0 is as far as what is not alike at all.
      const share = one === other ? 1 : Math.max(0, value(one, other) / (most || 1));
      const nearness = isDistance && one !== other ? 1 - share : share;
      const at = 4 * (one * count + other);
      for (const channel of [0, 1, 2] as const)
        pixels[at + channel] = low[channel] + nearness * (high[channel] - low[channel]);
      pixels[at + 3] = 255;
    }
  }
  return { pixels, most };
}

/** Pixels that a picture has at least on a side: fewer pairs are drawn larger, since a stretched picture blurs. */
const least = 1000;

/** The pixels as a picture, by its address. */
export function pictureOf(pixels: Uint8ClampedArray<ArrayBuffer>, side: number): string {
  if (side === 0) return '';
  const small = canvasOf(side);
  small.getContext('2d')?.putImageData(new ImageData(pixels, side, side), 0, 0);
  const large = canvasOf(side * Math.ceil(least / side));
  const context = large.getContext('2d');
  if (context) {
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, large.width, large.height);
  }
  return large.toDataURL('image/png');
}

function canvasOf(side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  return canvas;
}
