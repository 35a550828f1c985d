import type { HostTensor } from '../../engine/types.ts';
import type { Random } from '../../random.ts';
import { float32, int32, TextBatchBuilder } from '../texts/text-batch.ts';
import type { CompanyTexts } from './company-texts.ts';

/** A company as ids of its texts. */
export interface EncodedCompany {
  name: number;
  train: number[];
  valid: number[];
  test: number[];
}

/** One row of a batch: a company in the light of some of its texts. */
export interface CompanyView {
  name: number;
  texts: readonly number[];
  /** A further text of the company, which it has to find. */
  target?: number;
}

/**
 * The batch that the company model reads: the U distinct texts as `tokens`, `mask` (U, L) or as `pooled` (U, E), `name`,
 * `nameMask` (B, N), `texts`, `textsMask` (B, T), `target` and `weights` (B). `encode`: texts that are only to be
 * encoded, as the first of the distinct ones.
 */
export function companyBatch(
  views: readonly CompanyView[],
  texts: CompanyTexts,
  shape: { size: number; textsPerCompany: number; nameLength: number; unit: number },
  encode: readonly number[] = [],
): Record<string, HostTensor> {
  const { size, textsPerCompany, nameLength } = shape;
  const builder = new TextBatchBuilder();
  for (const id of encode) builder.row(id);
  const name = int32([size, nameLength]);
  const nameMask = float32([size, nameLength]);
  const members = int32([size, textsPerCompany]);
  const textsMask = float32([size, textsPerCompany]);
  const target = int32([size]);
  const weights = float32([size]);
  views.forEach((view, row) => {
    const tokens = texts.nameOf(view.name, builder).subarray(0, nameLength);
    name.data.set(tokens, row * nameLength);
    nameMask.data.fill(1, row * nameLength, row * nameLength + tokens.length);
    view.texts.slice(0, textsPerCompany).forEach((id, at) => {
      members.data[row * textsPerCompany + at] = builder.row(id);
      textsMask.data[row * textsPerCompany + at] = 1;
    });
    if (view.target === undefined) return;
    target.data[row] = builder.row(view.target);
    weights.data[row] = 1;
  });
  return {
    ...builder.build(texts, shape.unit),
    name,
    nameMask,
    texts: members,
    textsMask,
    target,
    weights,
  };
}

/** A company seen through texts drawn without replacement, and one more to find. */
export function drawView(company: EncodedCompany, textsPerCompany: number, random: Random): CompanyView {
  const drawn = random.shuffle([...company.train]);
  const count = Math.min(textsPerCompany, drawn.length - 1);
  return { name: company.name, texts: drawn.slice(1, count + 1), target: drawn[0]! };
}
