import { z } from 'zod';
import { kept } from '../../companies/kept.ts';
import { umapOver } from '../../companies/umap.ts';
import { counted } from '../../counted.ts';
import { nearPoints } from '../../counting/near-points.ts';
import { principalPlane } from '../../counting/principal-plane.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { packed, unpacked } from '../../packed-numbers.ts';
import type { ReadableStore } from '../../store/store.ts';
import { factsOfTexts } from '../../store/texts-on-map.ts';
import { between, type JobWork } from './job-work.ts';
import type { TextMap, TextMapRequest } from './text-map-schema.ts';
import { spaceOfCheckpoint, spaceOfWords, type TextSpace } from './text-space.ts';

/** Of the lists in which the nearest texts are looked for. */
const listSeed = 1;
/** As many distinct texts UMAP is given: its time grows faster than their number. Chosen, not measured. */
const mostOfUmap = 100_000;

const placesSchema = z.object({
  explained: z.tuple([z.number(), z.number()]).nullable(),
  /** Places in the texts that have one, int32; and where they lie, float32. Packed. */
  at: z.base64(),
  x: z.base64(),
  y: z.base64(),
});
type Places = z.infer<typeof placesSchema>;

/**
 * The texts of the workspace on a plane, by the words in them or by the vectors of a checkpoint. Of near-duplicates the
 * first is placed, and the others lie where it lies: copies would make a crowd of their own.
 *
 * @throws UserError if hardly any text has words that others have too, there is no such checkpoint, or they are too many
 */
export async function textMap(
  store: ReadableStore,
  request: TextMapRequest,
  work: JobWork,
): Promise<TextMap> {
  await between(work, 'reading texts')(0, 0);
  const space =
    request.checkpoint === null
      ? await spaceOfWords(store, work)
      : await spaceOfCheckpoint(store, request.checkpoint, work);
  const { texts, fingerprint } = space;
  if (request.projection === 'umap') refuseTooMany(texts);
  const settings = request.projection === 'umap' ? request : { projection: 'pca' };
  const key = ['text map', 3, fingerprint, settings];
  const places = await kept(store, { key, schema: placesSchema }, () => placed(space, request, work));
  const facts = factsOfTexts(store);
  const ids = unpacked(places.at, Int32Array).map((text) => texts[text]!.document);
  const symbolsOf = Array.from(ids, (id) => facts.get(id)?.symbol ?? null);
  const symbols = [...new Set(symbolsOf.filter((symbol) => symbol !== null))].sort();
  const numbers = new Map(symbols.map((symbol, at) => [symbol, at]));
  return {
    request,
    explained: places.explained,
    documents: texts.length,
    unplaced: texts.length - ids.length,
    ids: packed(ids),
    x: places.x,
    y: places.y,
    publishedAt: packed(Float64Array.from(ids, (id) => facts.get(id)?.publishedAt ?? Number.NaN)),
    symbols,
    symbolOf: packed(Int32Array.from(symbolsOf, (symbol) => (symbol === null ? -1 : numbers.get(symbol)!))),
  };
}

/** @throws UserError if there are more distinct texts than UMAP can place */
export function refuseTooMany(texts: readonly { group: number }[]): void {
  const distinct = new Set(texts.map(({ group }) => group)).size;
  if (distinct <= mostOfUmap) return;
  throw new UserError(
    'use',
    `UMAP places up to ${counted(mostOfUmap, 'distinct text')}, and these are ${inThousands(distinct)}. PCA takes any number.`,
    { remedies: [{ setting: 'projection', values: ['pca'] }] },
  );
}

async function placed(space: TextSpace, request: TextMapRequest, work: JobWork): Promise<Places> {
  const { texts } = space;
  const vectors = await space.vectors();
  const { known, originals } = originalsOf(texts, vectors);
  const points = originals.map((text) => vectors[text]!);
  if (request.projection === 'pca') {
    const { explained, project } = await principalPlane(points, between(work, 'map'));
    return listed(explained, known, (text) => project(vectors[text]!));
  }
  const count = Math.min(request.neighbours, points.length - 1);
  const near = await nearPoints(points, count, { seed: listSeed }, between(work, 'nearest texts'));
  const places = await umapOver(points, near, request, between(work, 'map'));
  const placeOf = new Map(originals.map((text, index) => [texts[text]!.group, places[index]!]));
  return listed(null, known, (text) => placeOf.get(texts[text]!.group)!);
}

/** The texts that have a vector, and of those the first of each group of near-duplicates. */
function originalsOf(texts: TextSpace['texts'], vectors: readonly Float64Array[]) {
  const seen = new Set<number>();
  const known = [...texts.keys()].filter((at) => vectors[at]!.some((value) => value !== 0));
  const originals = known.filter((at) => !seen.has(texts[at]!.group) && seen.add(texts[at]!.group));
  return { known, originals };
}

function listed(
  explained: Places['explained'],
  known: readonly number[],
  placeOf: (text: number) => readonly [x: number, y: number],
): Places {
  const [x, y] = [new Float32Array(known.length), new Float32Array(known.length)];
  for (const [index, text] of known.entries()) [x[index], y[index]] = placeOf(text);
  return { explained, at: packed(Int32Array.from(known)), x: packed(x), y: packed(y) };
}
