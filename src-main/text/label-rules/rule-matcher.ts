import type { LabelRule, LabelRules } from './rule-file.ts';
import { type RuleToken, tokensOf } from './rule-tokens.ts';

/** A phrase that was found in a text. */
export interface RuleMatch {
  phrase: string;
  /** The class that it stands for there; null: none, since it is negated or means nothing. */
  label: string | null;
  negated: boolean;
  priority: number;
  /** Places in the text, the negation left out. */
  start: number;
  end: number;
  /** The word that negates it; null: none. */
  negation: { start: number; end: number } | null;
}

export interface RuleVerdict {
  /** null: no phrase was found, or rules of the same priority differ. */
  label: string | null;
  conflict: boolean;
  /** In the order of the text, without those that a longer phrase holds. */
  matches: RuleMatch[];
}

interface Pattern {
  rule: LabelRule;
  phrase: string;
  /** Its words; those of a beginning without their star. */
  words: { word: string; isBeginning: boolean }[];
}

/** Labels texts by rules. */
export class RuleMatcher {
  readonly #byFirst = new Map<string, Pattern[]>();
  readonly #byBeginning: Pattern[] = [];
  readonly #negations: ReadonlySet<string>;
  readonly #reach: number;

  constructor({ rules, negations, negationReach }: LabelRules) {
    this.#negations = new Set(negations.map((word) => word.toLowerCase()));
    this.#reach = negationReach;
    for (const rule of rules) {
      for (const phrase of rule.phrases) this.#add(rule, phrase);
    }
  }

  /** What the rules say of a text. */
  read(text: string): RuleVerdict {
    const tokens = tokensOf(text);
    const found = tokens.flatMap((_, at) => this.#at(tokens, at));
    // A longer phrase says what a shorter one within it means: "miss out" is no "miss".
    const matches = found.filter(
      (one) =>
        !found.some(
          (other) =>
            other !== one &&
            other.start <= one.start &&
            other.end >= one.end &&
            other.end - other.start > one.end - one.start,
        ),
    );
    const counting = matches.filter(({ label }) => label !== null);
    const highest = counting.reduce((most, { priority }) => Math.max(most, priority), -Infinity);
    const labels = new Set(counting.filter(({ priority }) => priority === highest).map(({ label }) => label));
    const [label = null] = labels;
    return labels.size > 1 ? { label: null, conflict: true, matches } : { label, conflict: false, matches };
  }

  #add(rule: LabelRule, phrase: string): void {
    const words = tokensOf(phrase).map(({ word }) => ({
      word: word.endsWith('*') ? word.slice(0, -1) : word,
      isBeginning: word.endsWith('*'),
    }));
    const pattern = { rule, phrase, words };
    const [first] = words;
    if (!first) return;
    if (first.isBeginning) this.#byBeginning.push(pattern);
    else this.#byFirst.set(first.word, [...(this.#byFirst.get(first.word) ?? []), pattern]);
  }

  #at(tokens: readonly RuleToken[], at: number): RuleMatch[] {
    const { word } = tokens[at]!;
    const candidates = [
      ...(this.#byFirst.get(word) ?? []),
      ...this.#byBeginning.filter(({ words: [first] }) => word.startsWith(first!.word)),
    ];
    return candidates
      .filter(({ words }) =>
        words.every((wanted, offset) => {
          const token = tokens[at + offset];
          if (!token || (offset > 0 && token.begins)) return false;
          return wanted.isBeginning ? token.word.startsWith(wanted.word) : token.word === wanted.word;
        }),
      )
      .map(({ rule, phrase, words }) => {
        const negation = this.#negationBefore(tokens, at);
        return {
          phrase,
          label: negation ? rule.negated : rule.label,
          negated: negation !== null,
          priority: rule.priority,
          start: tokens[at]!.start,
          end: tokens[at + words.length - 1]!.end,
          negation: negation && { start: negation.start, end: negation.end },
        };
      });
  }

  #negationBefore(tokens: readonly RuleToken[], at: number): RuleToken | null {
    for (let before = at; before > Math.max(0, at - 1 - this.#reach); before--) {
      if (tokens[before]!.begins) return null;
      const token = tokens[before - 1]!;
      if (token.word.endsWith("n't") || this.#negations.has(token.word)) return token;
    }
    return null;
  }
}

/** The text without the words by which rules read it, negations among them. */
export function withoutMatches(text: string, { matches }: RuleVerdict): string {
  const spans = matches
    .filter(({ label }) => label !== null)
    .flatMap(({ start, end, negation }) => [{ start, end }, ...(negation ? [negation] : [])])
    .sort((a, b) => a.start - b.start);
  let rest = '';
  let at = 0;
  for (const { start, end } of spans) {
    if (start > at) rest += text.slice(at, start);
    at = Math.max(at, end);
  }
  return (rest + text.slice(at)).replaceAll(/[ \t]{2,}/g, ' ').trim();
}
