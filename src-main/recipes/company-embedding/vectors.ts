import type { Predictor } from '../../engine/trainer.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import { companyBatch, type CompanyView, type EncodedCompany } from './batch.ts';
import type { CompanyTexts } from './company-texts.ts';

/** Rows of the batches that predict. */
const rows = 32;

export interface Space {
  predictor: Pick<Predictor, 'predict'>;
  texts: CompanyTexts;
  config: CompanyEmbeddingConfig;
  nameLength: number;
}

/**
 * A vector of length 1 a company: the mean over its texts, taken `textsPerCompany` at a time in time order.
 * @param of the texts that count
 */
export async function vectorsOfCompanies(
  space: Space,
  companies: readonly EncodedCompany[],
  of: (company: EncodedCompany) => readonly number[],
): Promise<Float32Array[]> {
  const { textsPerCompany, width } = space.config;
  const views = companies.flatMap((company, index) =>
    chunks(of(company), textsPerCompany).map((texts) => ({ index, view: { name: company.name, texts } })),
  );
  const sums = companies.map(() => new Float32Array(width));
  const predicted = await predictViews(
    space,
    views.map(({ view }) => view),
    'companies',
  );
  views.forEach(({ index }, at) => addTo(sums[index]!, predicted[at]!));
  return sums.map(unit);
}

/** A row of a named output of the model for each view. */
export async function predictViews(
  space: Space,
  views: readonly CompanyView[],
  output: string,
): Promise<Float32Array[]> {
  const { textsPerCompany } = space.config;
  const shape = { size: rows, textsPerCompany, nameLength: space.nameLength, unit: rows * 4 };
  const found: Float32Array[] = [];
  for (const part of chunks(views, rows)) {
    const { [output]: tensor } = await space.predictor.predict(companyBatch(part, space.texts, shape));
    const width = tensor!.data.length / rows;
    part.forEach((_, row) => {
      found.push(Float32Array.from(tensor!.data.subarray(row * width, (row + 1) * width)));
    });
  }
  return found;
}

export function addTo(sum: Float32Array, vector: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
}

/** A vector of length 1 a text, in the companies' space. */
export async function vectorsOfTexts(space: Space, texts: readonly number[]): Promise<Float32Array[]> {
  const { textsPerCompany, width } = space.config;
  const vectors: Float32Array[] = [];
  for (const part of chunks(texts, rows * 4)) {
    const shape = { size: rows, textsPerCompany, nameLength: space.nameLength, unit: rows * 4 };
    const { texts: encoded } = await space.predictor.predict(companyBatch([], space.texts, shape, part));
    part.forEach((_, row) => {
      vectors.push(Float32Array.from(encoded!.data.subarray(row * width, (row + 1) * width)));
    });
  }
  return vectors;
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** The vector at length 1; zeros stay zeros. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
