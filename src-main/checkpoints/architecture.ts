import { z } from 'zod';
import { UserError } from '../errors.ts';
import { readJsonFile } from './json-file.ts';

/** What is read, for messages about what is not. */
const supported =
  'only BERT checkpoints can be read (model_type bert), such as bert-base-uncased, FinBERT or MiniLM';

/** Names of relatives of BERT as their authors write them, by `model_type`; others are named as config.json has them. */
const titles: Readonly<Record<string, string>> = {
  albert: 'ALBERT',
  bart: 'BART',
  big_bird: 'BigBird',
  camembert: 'CamemBERT',
  deberta: 'DeBERTa',
  'deberta-v2': 'DeBERTa',
  distilbert: 'DistilBERT',
  electra: 'ELECTRA',
  gpt2: 'GPT-2',
  longformer: 'Longformer',
  modernbert: 'ModernBERT',
  mpnet: 'MPNet',
  roberta: 'RoBERTa',
  t5: 'T5',
  'xlm-roberta': 'XLM-RoBERTa',
  xlnet: 'XLNet',
};

const statedSchema = z.looseObject({
  model_type: z.string().nullish(),
  architectures: z.array(z.string()).nullish(),
});

/**
 * Checks that `config.json` states a BERT. The oldest published ones state nothing, and pass.
 * @throws UserError that names the architecture and what is supported
 */
export async function checkArchitecture(path: string): Promise<void> {
  const { model_type: type, architectures } = await readJsonFile(path, statedSchema);
  if (typeof type === 'string') {
    if (type !== 'bert') throw unsupported(path, titleOf(type), `model_type ${type}`);
    return;
  }
  // A class such as BertForSequenceClassification or RobertaModel.
  const [, family = ''] = /^(.+?)(?:For[A-Z].*|LMHeadModel|Model)?$/.exec(architectures?.[0] ?? '') ?? [];
  if (family !== '' && family !== 'Bert') {
    throw unsupported(path, titleOf(family.toLowerCase(), family), `architectures ${architectures![0]}`);
  }
}

/**
 * Checks that names of weights are not those of another architecture, whatever `config.json` states: published names
 * begin with the name of theirs.
 * @param names under canonical names, as far as they have one
 * @throws UserError as `checkArchitecture`
 */
export function checkWeightNames(file: string, names: Iterable<string>): void {
  for (const name of names) {
    const first = name.split('.')[0]!.replaceAll('_', '-');
    const type = [first, first.replaceAll('-', '_')].find((known) => Object.hasOwn(titles, known));
    if (type !== undefined) throw unsupported(file, titleOf(type), `weights such as ${name}`);
  }
}

function titleOf(type: string, otherwise = type): string {
  return Object.hasOwn(titles, type) ? titles[type]! : otherwise;
}

function unsupported(path: string, title: string, why: string): UserError {
  return new UserError('input', `${path}: ${title} is not supported (${why}): ${supported}.`);
}
