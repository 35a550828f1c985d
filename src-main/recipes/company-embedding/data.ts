import { createHash } from 'node:crypto';
import { counted } from '../../counted.ts';
import { companyTexts, type CompanyText, type CompanyTexts } from '../../store/company-texts.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import { maskNames, nameWords } from '../../text/mask-names.ts';

/** A document as words, the company's own name hidden in them. */
export interface CompanyItem {
  document: number;
  words: string[];
}

/** A company with its texts; parts by time, the earliest first. */
export interface CompanyData {
  companyId: number;
  symbol: string;
  name: string[];
  train: CompanyItem[];
  valid: CompanyItem[];
  test: CompanyItem[];
}

/** Which companies are wanted, and what their texts are for. */
type CompaniesWanted = Pick<CompanyEmbeddingConfig, 'symbols' | 'minTexts' | 'objective' | 'topicScheme'>;

/** Fewer companies have nothing to be told apart from. */
export const leastCompanies = 3;

/** Shares of a company's texts, by time. */
const testShare = 0.2;
const validShare = 0.1;

/**
 * The companies with enough distinct texts. Each company's latest texts are its test part, those before them its
 * validation part. Of near-duplicates only the earliest counts, and a text that stands in a later part of any company
 * is left out of the earlier parts of all.
 *
 * @param counts whether a document counts at all
 */
export function companyData(
  store: ReadableStore,
  config: CompaniesWanted,
  counts: (document: number) => boolean = () => true,
): { companies: CompanyData[]; dataHash: string } {
  const parted = companyTexts(store, config.symbols)
    .map((company) => ({
      ...company,
      texts: firstOfEachGroup(company.texts.filter(({ document }) => counts(document))),
    }))
    .filter(({ texts }) => texts.length >= config.minTexts)
    .map((company) => ({ company, parts: byTime(company.texts) }));
  const inTest = new Set(parted.flatMap(({ parts }) => parts.test.map(({ group }) => group)));
  const inValid = new Set(parted.flatMap(({ parts }) => parts.valid.map(({ group }) => group)));
  const hash = createHash('sha256');
  const companies: CompanyData[] = [];
  for (const { company, parts } of parted) {
    const names = nameWords(company.names, company.symbol);
    const masked = (part: string, texts: CompanyText[]) =>
      texts.map(({ document, text }) => {
        hash.update(`${company.symbol}\t${part}\t${text}\n`);
        return { document, words: maskNames(text, names) };
      });
    const train = parts.train.filter(({ group }) => !inTest.has(group) && !inValid.has(group));
    if (train.length < 2) continue;
    companies.push({
      companyId: company.companyId,
      symbol: company.symbol,
      name: [...names],
      train: masked('train', train),
      valid: masked(
        'valid',
        parts.valid.filter(({ group }) => !inTest.has(group)),
      ),
      test: masked('test', parts.test),
    });
  }
  if (companies.length < leastCompanies) throw tooFew(companies.length, config);
  return { companies, dataHash: hash.digest('hex') };
}

function firstOfEachGroup(texts: CompanyTexts['texts']): CompanyText[] {
  const seen = new Set<number>();
  return texts.filter(({ group }) => !seen.has(group) && seen.add(group));
}

function byTime(texts: CompanyText[]): Record<'train' | 'valid' | 'test', CompanyText[]> {
  const test = Math.max(1, Math.round(texts.length * testShare));
  const valid = Math.max(1, Math.round(texts.length * validShare));
  const train = texts.length - test - valid;
  return {
    train: texts.slice(0, train),
    valid: texts.slice(train, train + valid),
    test: texts.slice(train + valid),
  };
}

function tooFew(found: number, { minTexts, objective, topicScheme }: CompaniesWanted): UserError {
  const [which, remedy] =
    objective === 'topic'
      ? ([` and a label of the scheme "${topicScheme}"`, { action: 'label' }] as const)
      : (['', { action: 'import', what: 'texts' }] as const);
  return new UserError(
    'use',
    `Only ${counted(found, 'company has', 'companies have')} ${counted(minTexts, 'distinct text')} with a time${which};` +
      ` at least ${leastCompanies} are needed. A lower minTexts admits more companies.`,
    { remedies: [remedy] },
  );
}
