import { createHash } from 'node:crypto';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { z } from 'zod';
import { kept } from '../../companies/kept.ts';
import { umapOver } from '../../companies/umap.ts';
import { nearPoints } from '../../counting/near-points.ts';
import { productsOf } from '../../counting/orthonormal.ts';
import type { ReadableStore } from '../../store/store.ts';
import { factsOfTexts } from '../../store/texts-on-map.ts';
import type { TextMap, TextMapRequest } from './text-map-schema.ts';
import { textVectors } from './text-vectors.ts';
import { type TextWords, wordsOfTexts } from './words-of-texts.ts';

interface Work {
  signal: AbortSignal;
  /** Told how far each part of the work is. */
  progress: (stage: string, done: number, total: number) => void;
}

/** The vectors have no seed of their own: topics and maps are of the same ones. */
const vectorSeed = 1;

const placesSchema = z.object({
  explained: z.tuple([z.number(), z.number()]).nullable(),
  /** Places in the texts that have one. */
  at: z.array(z.int()),
  x: z.array(z.number()),
  y: z.array(z.number()),
});
type Places = z.infer<typeof placesSchema>;

/**
 * The texts of the workspace on a plane, by the words in them. Of near-duplicates the first is placed, and the others lie
 * where it lies: copies would make a crowd of their own.
 *
 * @throws UserError if hardly any text has words that others have too
 */
export async function textMap(
  store: ReadableStore,
  request: TextMapRequest,
  { signal, progress }: Work,
): Promise<TextMap> {
  const between = (stage: string) => async (done: number, total: number) => {
    progress(stage, done, total);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  };
  progress('vectors of texts', 0, 0);
  const texts = wordsOfTexts(store);
  const settings = request.projection === 'umap' ? request : { projection: 'pca' };
  const key = ['text map', 1, fingerprintOf(texts), settings];
  const { explained, at, x, y } = await kept(store, { key, schema: placesSchema }, async () => {
    const vectors = textVectors(texts, vectorSeed);
    const { placed, originals } = originalsOf(texts, vectors);
    const points = originals.map((text) => vectors[text]!);
    if (request.projection === 'pca') {
      const { explained, project } = principal(points);
      return listed(
        explained,
        placed.map((text) => [text, project(vectors[text]!)] as const),
      );
    }
    const count = Math.min(request.neighbours, points.length - 1);
    const near = await nearPoints(points, count, { seed: vectorSeed }, between('nearest texts'));
    const places = await umapOver(points, near, request, between('map'));
    const placeOf = new Map(originals.map((text, index) => [texts[text]!.group, places[index]!]));
    return listed(
      null,
      placed.map((text) => [text, placeOf.get(texts[text]!.group)!] as const),
    );
  });
  const facts = factsOfTexts(store);
  const ids = at.map((text) => texts[text]!.document);
  return {
    request,
    explained,
    documents: texts.length,
    unplaced: texts.length - ids.length,
    ids,
    x,
    y,
    publishedAt: ids.map((id) => facts.get(id)?.publishedAt ?? null),
    symbols: ids.map((id) => facts.get(id)?.symbol ?? null),
  };
}

/** The texts that have a vector, and of those the first of each group of near-duplicates. */
function originalsOf(texts: readonly TextWords[], vectors: readonly Float64Array[]) {
  const seen = new Set<number>();
  const known = [...texts.keys()].filter((at) => vectors[at]!.some((value) => value !== 0));
  const originals = known.filter((at) => !seen.has(texts[at]!.group) && seen.add(texts[at]!.group));
  return { placed: known, originals };
}

function listed(
  explained: Places['explained'],
  places: readonly (readonly [text: number, place: readonly [x: number, y: number]])[],
): Places {
  const short = (value: number): number => Math.round(value * 1e4) / 1e4;
  return {
    explained,
    at: places.map(([text]) => text),
    x: places.map(([, [x]]) => short(x)),
    y: places.map(([, [, y]]) => short(y)),
  };
}

/** The two directions of most variance of the points, and where a point lies on them. */
function principal(points: readonly Float64Array[]) {
  const width = points[0]!.length;
  const mean = new Float64Array(width);
  for (const point of points) for (let i = 0; i < width; i++) mean[i]! += point[i]! / points.length;
  const centred = new Float64Array(points.length * width);
  for (const [row, point] of points.entries())
    for (let i = 0; i < width; i++) centred[row * width + i] = point[i]! - mean[i]!;
  const products = Matrix.from1DArray(width, width, [...productsOf(centred, points.length, width)]);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const all = realEigenvalues.reduce((sum, value) => sum + Math.max(value, 0), 0) || 1;
  const axes = [0, 1].map((at) => {
    const column = order[at];
    const loadings = column === undefined ? mean.map(() => 0) : eigenvectorMatrix.getColumn(column);
    const top = [...loadings].reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    return { loadings, sign: top < 0 ? -1 : 1, share: Math.max(realEigenvalues[column ?? 0] ?? 0, 0) / all };
  });
  const onAxis = (point: Float64Array, at: number): number => {
    const { loadings, sign } = axes[at]!;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (point[i]! - mean[i]!) * loadings[i]!;
    return sign * sum;
  };
  const explained: [number, number] = [axes[0]!.share, axes[1]!.share];
  const project = (point: Float64Array): [number, number] => [onAxis(point, 0), onAxis(point, 1)];
  return { explained, project };
}

function fingerprintOf(texts: readonly TextWords[]): string {
  const hash = createHash('sha256');
  for (const { document, group, words } of texts) hash.update(`${document}\t${group}\t${words.join(' ')}\n`);
  return hash.digest('hex');
}
