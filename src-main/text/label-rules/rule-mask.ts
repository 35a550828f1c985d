import type { LabelRules } from './rule-file.ts';
import { RuleMatcher, withoutMatches } from './rule-matcher.ts';

/** Takes the words out of texts by which rules give labels: what is left has to say more than the rules know. */
export class RuleMask {
  readonly rules: LabelRules;
  readonly #matcher: RuleMatcher;

  constructor(rules: LabelRules) {
    this.rules = rules;
    this.#matcher = new RuleMatcher(rules);
  }

  /** The text without them. Words that stand together afterwards may be a phrase: none is left that names a class. */
  of(text: string): string {
    let rest = text;
    for (;;) {
      const verdict = this.#matcher.read(rest);
      if (verdict.matches.every(({ label }) => label === null)) return rest;
      rest = withoutMatches(rest, verdict);
    }
  }
}
