/** What the name of a company alone says. */
import type { CountedCorpus } from '../../recipes/company-cooccurrence/counted-texts.ts';
import { openWordFile } from '../../word-vectors/open-word-file.ts';

/**
 * The mean of the published vectors of the words of a company's name; zeros where the file has none of them.
 *
 * @throws UserError if the file cannot be read
 */
export async function nameVectors(
  { companies }: CountedCorpus,
  path: string,
  signal: AbortSignal,
): Promise<Float64Array[]> {
  const file = await openWordFile(path);
  const wanted = new Set(companies.flatMap(({ names, symbol }) => namesOf(names, symbol)));
  const found = new Map<string, Float32Array>();
  await file.read((word) => {
    if (!wanted.has(word) || found.has(word)) return null;
    const vector = new Float32Array(file.width);
    found.set(word, vector);
    return vector;
  }, signal);
  return companies.map(({ names, symbol }) => {
    const vectors = namesOf(names, symbol).flatMap((word) => found.get(word) ?? []);
    const mean = new Float64Array(file.width);
    for (const vector of vectors)
      for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]! / vectors.length;
    return mean;
  });
}

/** The words of the name without the ticker. */
function namesOf(names: ReadonlySet<string>, symbol: string): string[] {
  return [...names].filter((word) => word !== symbol.toLowerCase());
}
