import type { Predictor } from '../engine/trainer.ts';
import type { CompanyEmbeddingConfig } from '../training/recipes/company-embedding.ts';
import type { TokenStore } from '../training/token-store.ts';
import { companyBatch, type EncodedCompany } from './batch.ts';

/** Rows of the batches that predict. */
const rows = 32;

export interface Space {
  predictor: Pick<Predictor, 'predict'>;
  texts: TokenStore;
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
  for (const part of chunks(views, rows)) {
    const { companies: vectors } = await space.predictor.predict(
      companyBatch(
        part.map(({ view }) => view),
        space.texts,
        { size: rows, textsPerCompany, nameLength: space.nameLength, unit: rows * 4 },
      ),
    );
    part.forEach(({ index }, row) => {
      for (let i = 0; i < width; i++) sums[index]![i]! += vectors!.data[row * width + i]!;
    });
  }
  return sums.map(unit);
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

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
