import { z } from 'zod';
import type { EncoderFamily } from '../models/bert-config.ts';
import { UserError } from '../errors.ts';
import { families, familyOf } from './families/all.ts';
import { readJsonFile } from './json-file.ts';

/** What is read, for messages about what is not. */
const supported =
  'checkpoints of BERT (MiniLM and FinBERT among them), RoBERTa, DistilBERT and MPNet can be read';

/** Names of their relatives as their authors write them, by `model_type`; others are named as config.json has them. */
const titles: Readonly<Record<string, string>> = {
  albert: 'ALBERT',
  bart: 'BART',
  big_bird: 'BigBird',
  camembert: 'CamemBERT',
  deberta: 'DeBERTa',
  'deberta-v2': 'DeBERTa',
  electra: 'ELECTRA',
  gpt2: 'GPT-2',
  longformer: 'Longformer',
  modernbert: 'ModernBERT',
  t5: 'T5',
  'xlm-roberta': 'XLM-RoBERTa',
  xlnet: 'XLNet',
  ...Object.fromEntries(Object.entries(families).map(([type, { title }]) => [type, title])),
};

const statedSchema = z.looseObject({
  model_type: z.string().nullish(),
  architectures: z.array(z.string()).nullish(),
  position_embedding_type: z.string().nullish(),
  is_decoder: z.boolean().nullish(),
  add_cross_attention: z.boolean().nullish(),
});

/** What `config.json` says that a checkpoint is. */
export interface Architecture {
  family: EncoderFamily;
  /** Whether its class is one for the classification of texts. */
  classifies: boolean;
}

/**
 * The family that `config.json` states. The oldest published ones state nothing, and are BERT.
 * @throws UserError that names the architecture and what is supported
 */
export async function checkArchitecture(path: string): Promise<Architecture> {
  const { model_type: type, architectures, ...stated } = await readJsonFile(path, statedSchema);
  const stands = architectures?.[0] ?? '';
  // A class such as BertForSequenceClassification or RobertaModel.
  const [, className = ''] = /^(.+?)(?:For[A-Z].*|LMHeadModel|Model)?$/.exec(stands) ?? [];
  const named = type ?? (className === '' ? 'bert' : className.toLowerCase());
  const family = familyOf(named);
  if (family === null) {
    const why = typeof type === 'string' ? `model_type ${type}` : `architectures ${stands}`;
    throw unsupported(path, titleOf(named, type ?? className), why);
  }
  const positions = stated.position_embedding_type ?? 'absolute';
  if (positions !== 'absolute') {
    const what = `${families[family].title} with ${positions} positions`;
    throw unsupported(path, what, `position_embedding_type ${positions}`, ' with absolute positions');
  }
  for (const key of ['is_decoder', 'add_cross_attention'] as const) {
    if (stated[key]) throw unsupported(path, `${families[family].title} as a decoder`, `${key} true`);
  }
  return { family, classifies: stands.endsWith('ForSequenceClassification') };
}

/**
 * Checks that names of weights are not those of another architecture, whatever `config.json` states: published names
 * begin with the name of theirs.
 * @param names under canonical names, as far as they have one
 * @throws UserError as `checkArchitecture`
 */
export function checkWeightNames(file: string, names: Iterable<string>, family: EncoderFamily): void {
  for (const name of names) {
    const first = name.split('.')[0]!.replaceAll('_', '-');
    const type = [first, first.replaceAll('-', '_')].find((known) => Object.hasOwn(titles, known));
    if (type === undefined) continue;
    if (familyOf(type) === null) throw unsupported(file, titleOf(type), `weights such as ${name}`);
    if (familyOf(type) === family) continue;
    throw new UserError(
      'input',
      `${file}: the weights are those of ${titleOf(type)} (such as ${name}), but config.json is that of ` +
        `${families[family].title}: take both from the same checkpoint.`,
    );
  }
}

function titleOf(type: string, otherwise = type): string {
  return Object.hasOwn(titles, type) ? titles[type]! : otherwise;
}

function unsupported(path: string, title: string, why: string, more = ''): UserError {
  return new UserError('input', `${path}: ${title} is not supported (${why}): ${supported}${more}.`);
}
