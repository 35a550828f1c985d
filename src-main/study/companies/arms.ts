/** Ways of giving companies vectors, and of finding the company of a text, that a study compares. */
import { companyEmbedding } from '../../configs/company-embedding.ts';
import { truncatedSvd } from '../../counting/truncated-svd.ts';
import { wordMatrix } from '../../counting/word-matrix.ts';
import {
  countedVectors,
  type VectorSettings,
  wordsOfCompanies,
} from '../../recipes/company-cooccurrence/company-vectors.ts';
import type { CountedCorpus, CountedText } from '../../recipes/company-cooccurrence/counted-texts.ts';

/** Vectors from some of the texts of a corpus; zeros for a company of which nothing is known. */
export interface VectorArm {
  name: string;
  default: boolean;
  /** Whether the seed changes anything. */
  seeded: boolean;
  vectors: (corpus: CountedCorpus, texts: readonly CountedText[], seed: number) => ArrayLike<number>[];
}

const usual = companyEmbedding.config.parse({ recipe: 'company-embedding' });

/** Words and co-mentions as a prototype had them: texts filed under a company alone, and PPMI without walks. */
const plain: Partial<VectorSettings> = {
  textsOf: 'filed',
  icfPower: 2,
  walkSteps: 1,
  wordDimensions: 100,
};

export const vectorArms: readonly VectorArm[] = [
  { name: 'tf-idf centroid of texts', default: false, seeded: false, vectors: tfIdfCentroids },
  { name: 'one document a company, tf-idf', default: false, seeded: false, vectors: oneDocument },
  counted('words: log counts x icf^2, SVD', { ...plain, counted: 'words' }),
  counted('co-mentions: PPMI, SVD', { ...plain, counted: 'mentions' }),
  counted('words + co-mentions, PPMI', plain),
  counted('words of all texts that name the company', { counted: 'words' }),
  counted('co-mentions: random walks', { counted: 'mentions' }),
  { ...counted('company-embedding (words + random walks)', {}), default: true },
  counted('the same, the own name kept', { ownName: 'kept' }),
];

/** The default from training texts alone, which have not seen the texts that are found. */
export const defaultVectors = counted('company-embedding from training texts alone', {});

function counted(name: string, settings: Partial<VectorSettings>): VectorArm {
  return {
    name,
    default: false,
    seeded: true,
    vectors: (corpus, texts, seed) => countedVectors(corpus, texts, { ...usual, ...settings, seed }),
  };
}

/** Every company's texts as one document by tf-idf, reduced to no fewer dimensions than there are companies. */
function oneDocument(corpus: CountedCorpus, texts: readonly CountedText[]): Float64Array[] {
  const words = wordsOfCompanies(corpus, texts, { ownName: 'masked', textsOf: 'filed' });
  const { matrix } = wordMatrix(words, { power: 1 });
  return truncatedSvd(matrix, corpus.companies.length, 1).coordinates;
}

/** The mean of the tf-idf rows of a company's texts, each at length 1. */
function tfIdfCentroids(corpus: CountedCorpus, texts: readonly CountedText[]): Float64Array[] {
  const words = wordsOfCompanies(corpus, texts, { ownName: 'masked', textsOf: 'filed' });
  const owners = words.flatMap((company, index) => company.map(() => index));
  const { matrix } = wordMatrix(
    words.flat().map((text) => [text]),
    { power: 1 },
  );
  const counts = words.map(({ length }) => length || 1);
  const width = corpus.companies.length;
  const members = new Float64Array(matrix.columns * width);
  for (const [row, owner] of owners.entries()) {
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++) {
      members[matrix.indices[at]! * width + owner]! += matrix.values[at]! / counts[owner]!;
    }
  }
  return Array.from({ length: width }, (_, company) =>
    Float64Array.from({ length: matrix.columns }, (__, column) => members[column * width + company]!),
  );
}
