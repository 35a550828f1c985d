/** Labels by rules: made, compared with those of people, stored in a scheme of their own, and taken back. */
import { UserError } from '../errors.ts';
import {
  labelsByOrigin,
  labelSources,
  type MadeLabel,
  replaceMadeLabels,
  takeBackMadeLabels,
} from '../store/label-sources.ts';
import { isOfPeople } from '../store/labels.ts';
import { noSuchScheme } from '../store/missing.ts';
import { type ReadableStore, type WritableStore, writable } from '../store/store.ts';
import { allTexts } from '../store/texts.ts';
import { classesOf, type LabelRules, parseRules } from '../text/label-rules/rule-file.ts';
import { RuleMatcher, type RuleVerdict } from '../text/label-rules/rule-matcher.ts';
import { type RuleAgreement, RuleComparison, comparedScheme } from './rule-agreement.ts';

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
  agreement: RuleAgreement | null;
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
  if (!dryRun) checkOwnScheme(store, scheme);
  const against = comparedScheme(store, rules, request.against);
  const comparison = against === null ? null : new RuleComparison(store, rules, against);
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
    classes: classesOf(rules).map((value) => ({
      value,
      count: labels.filter((label) => label.value === value).length,
    })),
    replaced,
    agreement: comparison?.result() ?? null,
    phrases: [...phrases.values()].sort((a, b) => b.texts - a.texts || (a.phrase < b.phrase ? -1 : 1)),
    seconds: (performance.now() - started) / 1000,
  };
}

export interface RulesTakenBack {
  scheme: string;
  /** The rules that were taken back, and how many labels they had given. */
  rules: string;
  removed: number;
  /** The rules whose labels are there again; null: the scheme has none by rules any more. */
  restored: string | null;
  labelled: number;
}

/**
 * Takes back the last labels by rules of a scheme. Where other rules had given it labels before, they give them again.
 *
 * @throws UserError where there are none
 */
export function takeBackRules(store: WritableStore, scheme: string): RulesTakenBack {
  const [last, before] = labelSources(store, scheme, 'rule');
  if (!last) {
    if (labelsByOrigin(store, scheme).size === 0) throw noSuchScheme(store, scheme);
    throw new UserError(
      'use',
      `The scheme "${scheme}" has no labels by rules, so there is nothing to take back.`,
    );
  }
  const rules = before ? parseRules(before.settings, before.name) : null;
  const labels = rules === null ? [] : labelsOf(store, rules);
  const removed = takeBackMadeLabels(store, last, labels);
  return { scheme, rules: last.name, removed, restored: before?.name ?? null, labelled: labels.length };
}

function labelsOf(store: ReadableStore, rules: LabelRules): MadeLabel[] {
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

/** @throws UserError where a scheme has labels of people or from prices */
function checkOwnScheme(store: ReadableStore, scheme: string): void {
  const origins = labelsByOrigin(store, scheme);
  const people = [...origins]
    .filter(([origin]) => isOfPeople(origin))
    .reduce((sum, [, count]) => sum + count, 0);
  const prices = origins.get('price') ?? 0;
  if (people + prices === 0) return;
  const count = people > 0 ? people : prices;
  const whose = `${count} ${count === 1 ? 'label' : 'labels'} ${people > 0 ? 'by hand or from files' : 'from prices'}`;
  throw new UserError(
    'use',
    `The scheme "${scheme}" has ${whose}, with which labels by rules would be mixed. Choose a scheme of their own, such as "${scheme}-rules".`,
  );
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
