/** A file of rules that label texts by the phrases in them. */
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { schemaSentence } from '../../schema-sentence.ts';
import { tokensOf } from './rule-tokens.ts';

const word = z.string().trim().min(1).max(200);

const ruleSchema = z.strictObject({
  /** The class that it names; null: its phrases mean nothing, also what other rules find within them. */
  label: word.nullable(),
  /** Words that follow one another, in any case; a word that ends in * stands for all that begin so. */
  phrases: z.array(word).min(1),
  /** Where rules differ on a text, those of the highest priority count. */
  priority: z.int().default(0),
  /** The class of a negated phrase; null: a negated phrase does not count. */
  negated: word.nullable().default(null),
});

export const rulesSchema = z.strictObject({
  name: word,
  /** What the classes are called elsewhere, so that the rules can be compared with labels of people. */
  alsoCalled: z.record(word, z.array(word)).default({}),
  /** Words that negate a phrase after them; those that end in n't always do. */
  negations: z.array(word).default(['not', 'no', 'never', 'without']),
  /** How many words may stand between a negation and the phrase. */
  negationReach: z.int().min(0).max(20).default(2),
  rules: z.array(ruleSchema).min(1),
});
export type LabelRules = z.infer<typeof rulesSchema>;
export type LabelRule = z.infer<typeof ruleSchema>;

/**
 * Reads a file of rules.
 *
 * @param name of the file, for messages
 * @throws UserError that names what is wrong, and where it stands
 */
export function parseRules(text: string, name: string): LabelRules {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? ` (${error.message})` : '';
    throw new UserError(
      'input',
      `${name} is not valid JSON${why}. Correct it, or begin with the rules that come with Contexture.`,
    );
  }
  const read = rulesSchema.safeParse(json);
  if (!read.success) {
    throw new UserError('input', `${name}: ${schemaSentence(read.error.issues, 'The file')}`);
  }
  const rules = read.data;
  const empty = rules.rules.flatMap(({ phrases }) => phrases).find((phrase) => tokensOf(phrase).length === 0);
  if (empty !== undefined) {
    throw new UserError(
      'input',
      `${name}: the phrase "${empty}" has no word. Take it out, or give it a word.`,
    );
  }
  if (classesOf(rules).length < 2) {
    throw new UserError(
      'input',
      `${name} names only one class. Rules need two, so that something can be learned from their labels.`,
    );
  }
  return rules;
}

/** The classes that rules name, in alphabetical order. */
export function classesOf({ rules }: LabelRules): string[] {
  return [...new Set(rules.flatMap(({ label, negated }) => [label, negated]))]
    .filter((label) => label !== null)
    .sort();
}

/** Classes with what people call them. */
export interface ClassNames {
  classes: readonly string[];
  alsoCalled: Readonly<Record<string, readonly string[]>>;
}

/** The class that a label of people means; null: none of these. */
export function meantClass({ classes, alsoCalled }: ClassNames, value: string): string | null {
  const wanted = value.toLowerCase();
  return (
    classes.find((name) => name.toLowerCase() === wanted) ??
    classes.find((name) => alsoCalled[name]?.some((other) => other.toLowerCase() === wanted)) ??
    null
  );
}
