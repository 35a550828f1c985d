/** Labels by rules: made, compared with those of people, and stored in a scheme of their own. */
import { labelsByOrigin, type MadeLabel, replaceMadeLabels } from '../store/label-sources.ts';
import { type ReadableStore, writable } from '../store/store.ts';
import { allTexts } from '../store/texts.ts';
import { classesOf, type LabelRules, parseRules } from '../text/label-rules/rule-file.ts';
import { RuleMatcher, type RuleVerdict } from '../text/label-rules/rule-matcher.ts';
import { type MadeAgreement, MadeComparison, comparedScheme } from './made-agreement.ts';
import { checkOwnScheme } from './own-scheme.ts';

export interface RuleRequest {
  /** A file of rules as text, and what it is called. */
  rules: { text: string; file: string };
  scheme: string;
  /** The scheme whose labels of people the rules are compared with; null: the one that names the same classes. */
  against: string | null;
  /** Only count. */
  dryRun: boolean;
}

/** What one phrase found. */
export interface PhraseCount {
  phrase: string;
  texts: number;
  /** Texts with a label of people that it decided, and those of them that people labelled so. */
  compared: number;
  right: number;
}

export interface RuleLabelling {
  scheme: string;
  /** The name that the rules give themselves. */
  rules: string;
  dryRun: boolean;
  documents: number;
  labelled: number;
  /** Texts that get no label, since rules of the same priority differ on them. */
  conflicts: number;
  classes: { value: string; count: number }[];
  /** Labels by earlier rules in this scheme that are replaced. */
  replaced: number;
  /** How well the rules agree with people; null: there are no labels to compare them with. */
  agreement: MadeAgreement | null;
  /** The most frequent first. */
  phrases: PhraseCount[];
  seconds: number;
}

/**
 * @throws UserError where the rules cannot be read, or where the scheme has labels that are not of rules and more than
 *   counting is asked for: they would be learned together
 */
export function labelByRules(store: ReadableStore, request: RuleRequest): RuleLabelling {
  const started = performance.now();
  const { scheme, dryRun } = request;
  const rules = parseRules(request.rules.text, request.rules.file);
  if (!dryRun) checkOwnScheme(store, scheme, 'rule');
  const names = { classes: classesOf(rules), alsoCalled: rules.alsoCalled };
  const against = comparedScheme(store, names, request.against);
  const comparison = against === null ? null : new MadeComparison(store, names, against);
  const phrases = new Map<string, PhraseCount>();
  const labels: MadeLabel[] = [];
  let documents = 0;
  let conflicts = 0;
  for (const [document, verdict] of verdicts(store, rules)) {
    documents++;
    if (verdict.conflict) conflicts++;
    if (verdict.label !== null) labels.push({ document, value: verdict.label, knownAt: null });
    const right = comparison?.add(document, verdict.label) ?? null;
    countPhrases(phrases, verdict, right);
  }
  const earlier = labelsByOrigin(store, scheme).get('rule') ?? 0;
  const replaced = dryRun
    ? earlier
    : replaceMadeLabels(
        writable(store),
        { scheme, origin: 'rule', name: rules.name, settings: JSON.stringify(rules) },
        labels,
      );
  return {
    scheme,
    rules: rules.name,
    dryRun,
    documents,
    labelled: labels.length,
    conflicts,
    classes: names.classes.map((value) => ({
      value,
      count: labels.filter((label) => label.value === value).length,
    })),
    replaced,
    agreement: comparison?.result() ?? null,
    phrases: [...phrases.values()].sort((a, b) => b.texts - a.texts || (a.phrase < b.phrase ? -1 : 1)),
    seconds: (performance.now() - started) / 1000,
  };
}

/** The labels that rules give. */
export function labelsOfRules(store: ReadableStore, rules: LabelRules): MadeLabel[] {
  return [...verdicts(store, rules)].flatMap(([document, { label }]) =>
    label === null ? [] : [{ document, value: label, knownAt: null }],
  );
}

function* verdicts(
  store: ReadableStore,
  rules: LabelRules,
): Generator<[document: number, verdict: RuleVerdict]> {
  const matcher = new RuleMatcher(rules);
  for (const { id, text } of allTexts(store)) yield [id, matcher.read(text)];
}

function countPhrases(
  phrases: Map<string, PhraseCount>,
  { matches, label }: RuleVerdict,
  right: boolean | null,
): void {
  const seen = new Set<string>();
  for (const { phrase, label: own, negated } of matches) {
    const name = negated ? `not ${phrase}` : phrase;
    if (own === null || seen.has(name)) continue;
    seen.add(name);
    const count = phrases.get(name) ?? { phrase: name, texts: 0, compared: 0, right: 0 };
    count.texts++;
    if (own === label && right !== null) {
      count.compared++;
      if (right) count.right++;
    }
    phrases.set(name, count);
  }
}
