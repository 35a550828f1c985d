/** The result of a run as tables, one function per kind of result. */
import type { NameOf } from '../../class-names.ts';
import { measuresOf, type TrainResult } from '../../configs/all.ts';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import type { AgreementResult } from '../../results/agreement.ts';
import {
  type MovesResult,
  type ScoresResult,
  testedModels,
  testedOnNovel,
} from '../../results/classified.ts';
import { contextSentence } from '../../results/context-sentence.ts';
import type { MatchingResult, TopicsResult } from '../../results/companies.ts';
import { cautionsOf } from '../../results/cautions.ts';
import { coverageInWords } from '../../results/coverage-in-words.ts';
import type { VectorCoverage } from '../../results/vector-coverage.ts';
import type { TrialResult } from '../../results/trial.ts';
import type { WordsResult } from '../../results/words.ts';
import { agreementNotes, publishedAgreement } from '../../api/published-agreement.ts';
import type { MaskedTokensResult } from '../../results/masked-tokens.ts';
import { nearCopiesInWords } from '../../results/near-copies.ts';
import { novelInWords } from '../../results/novel.ts';
import { sawTestInWords } from '../../results/scores.ts';
import { guardsInWords } from '../../results/window-facts.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { runRow } from '../../runs/runs.ts';
import { percent, score } from './format.ts';
import type { Output } from './output.ts';
import { confusionTable, scoreTable } from './score-tables.ts';
import type { Session } from './session.ts';

/** What a result does not say of itself. */
interface About {
  /** What its classes are called. */
  nameOf: NameOf;
  /** How its parts were to be divided, where that is known. */
  asked: string | undefined;
}

/** The tables of each kind of result; any other is shown by its measures. */
type Tables = {
  [K in TrainResult['kind']]?: (
    output: Output,
    result: Extract<TrainResult, { kind: K }>,
    about: About,
  ) => void;
};

const tables: Tables = {
  scores: (output, result, about) => {
    classTables(output, result, ['texts', 'as near-duplicates or near copies'], about);
  },
  moves: (output, result, about) => {
    classTables(output, result, ['days', 'whose next day lies in a later part'], about);
  },
  trial: trialTable,
  agreement: agreementTable,
  matching: matchingTable,
  topics: topicTable,
  words: wordTable,
  'masked-tokens': maskedTable,
};

/** The result of a run: what was trained, on what, in what time, and its scores. */
export function resultTables({ output, store }: Session, result: TrainResult): void {
  output.say(
    `run ${result.run}: ${result.recipe} on ${result.device}, ${counted(result.parameters, 'parameter')},` +
      ` ${epochsOf(result)} in ${result.seconds.toFixed(1)} s`,
  );
  const parts = (result.phases ?? []).filter(({ seconds }) => seconds >= 0.05);
  if (parts.length > 1) {
    output.say(parts.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', '));
  }
  const show = (tables[result.kind] ?? measureTable) as (
    output: Output,
    result: TrainResult,
    about: About,
  ) => void;
  const { config } = runRow(store(), result.run);
  show(output, result, {
    nameOf: namesOfRun(store(), result.run),
    asked: 'split' in config ? config.split : undefined,
  });
}

function epochsOf({ epochs, kind }: TrainResult): string {
  if (epochs === 0) return kind === 'matching' ? 'counted' : 'as published';
  return counted(epochs, 'epoch');
}

function measureTable(output: Output, result: TrainResult): void {
  output.table(
    measuresOf(result).map(({ name, kind, of, value }) => [
      of === 'baseline' ? `baseline: ${name}` : name,
      kind === 'count' ? value : score(value),
    ]),
    ['measure', 'value'],
  );
}

function classTables(
  output: Output,
  result: ScoresResult | MovesResult,
  [unit, why]: readonly [unit: string, why: string],
  { nameOf, asked }: About,
): void {
  const { run, split } = result;
  const how = split.by === 'chance' ? 'at random' : `by ${split.by}`;
  output.say(
    `${split.train} ${unit} for training, ${split.valid} for validation, ${split.test} for testing, split ${how};` +
      ` ${split.leftOut} left out ${why}`,
  );
  const copies = nearCopiesInWords(split.nearCopies, split.by);
  if (copies !== null) output.say(copies);
  for (const sentence of guardsInWords(split)) output.say(sentence);
  for (const caution of cautionsOf(result, { asked, unit, nameOf })) output.note(caution);
  const saw = sawTestInWords(split);
  if (saw !== null) output.say(saw);
  if (result.kind === 'scores') vectorLines(output, result.vectors);
  output.say();
  scoreTable(
    output,
    Object.fromEntries(testedModels(result, `run ${run}`)),
    testedOnNovel(result, `run ${run}`),
  );
  if (result.kind === 'scores' && result.novel) output.say(novelInWords(result.novel, result.test.n));
  if (result.kind === 'scores' && result.stages) {
    output.say(`\n${contextSentence(result.stages, result.valid?.macroF1 ?? null)}`);
  }
  if (result.kind === 'scores' && result.ensemble) {
    const { model, linear, naiveBayes } = result.ensemble.weights;
    output.say(
      `\nthe ensemble adds ${model.toFixed(2)} × the scores of the model, ${linear.toFixed(2)} × those of n-grams and` +
        ` ${naiveBayes.toFixed(2)} × those of naive Bayes, with weights chosen on texts that they had not learned`,
    );
  }
  confusionTable(output, result.test, nameOf);
}

function vectorLines(output: Output, coverage: VectorCoverage | undefined): void {
  for (const sentence of coverage ? coverageInWords(coverage) : []) output.say(sentence);
}

function trialTable(output: Output, { run, split, valid, stages }: TrialResult, { nameOf }: About): void {
  output.say(
    `${counted(split.train, 'text')} for training, ${inThousands(split.valid)} for validation; the ${inThousands(split.test)} of the test part were not read`,
  );
  output.say();
  scoreTable(output, { [`run ${run}, in validation`]: valid });
  if (stages) output.say(`\n${contextSentence(stages, valid.macroF1)}`);
  confusionTable(output, valid, nameOf);
}

function agreementTable(output: Output, result: AgreementResult, { nameOf }: About): void {
  output.say(publishedAgreement(result));
  for (const note of agreementNotes(result, nameOf)) output.say(note);
  if (result.scores !== null) confusionTable(output, result.scores, nameOf);
}

function matchingTable(output: Output, result: MatchingResult): void {
  const { companies, test, counted: space } = result;
  companyVectorLines(output, result);
  if (space) {
    const what = { both: 'words and co-mentions', words: 'words', mentions: 'co-mentions' }[space.what];
    const names =
      space.ownName === 'masked' ? 'hidden in its texts' : 'kept in its texts, which gives the company away';
    output.say(`counted: ${what}; a company's own name and ticker are ${names}`);
    if (space.returnsUntil !== undefined) {
      output.say(
        `beside them: daily returns less the market until ${space.returnsUntil}, of ${inThousands(space.priced ?? 0)} of ${inThousands(companies)} companies`,
      );
    }
  }
  output.say(
    `${counted(companies, 'company', 'companies')}; ${percent(test.top1)} of ${counted(test.n, 'held-out text')} rank their company first,` +
      ` ${percent(test.top10)} in the top ten${test.mrr === undefined ? '' : `, mean reciprocal rank ${score(test.mrr)}`} (by chance ${percent(test.chance)} and ${percent(Math.min(1, 10 * test.chance))})`,
  );
}

function companyVectorLines(output: Output, result: MatchingResult | TopicsResult): void {
  const saw = sawTestInWords(result);
  if (saw !== null) output.say(saw);
  vectorLines(output, result.vectors);
}

function topicTable(output: Output, result: TopicsResult, { nameOf }: About): void {
  const { run, companies, texts, topicsByModel, test, majority } = result;
  companyVectorLines(output, result);
  output.say(
    `${counted(companies, 'company', 'companies')}, ${counted(texts, 'text')} with a topic (from a model or found in the texts: ${inThousands(topicsByModel)})\n`,
  );
  scoreTable(output, { [`run ${run}`]: test, majority });
  confusionTable(output, test, nameOf);
}

function maskedTable(output: Output, result: MaskedTokensResult): void {
  const { texts, heldOut, tokens, validLoss, validAccuracy, newHead, run } = result;
  output.say(
    `trained on ${inThousands(texts - heldOut)} of ${inThousands(texts)} distinct texts; on ${counted(tokens, 'masked token')} of the others the loss is` +
      ` ${validLoss.toFixed(4)}, the perplexity ${Math.exp(validLoss).toFixed(1)}, the accuracy ${percent(validAccuracy)}`,
  );
  if (newHead) output.say('the head that predicts tokens is new: the checkpoint had none');
  output.say(`other recipes read texts with it as checkpoint=run:${run}`);
}

function wordTable(output: Output, { words, texts, validLoss, neighbours }: WordsResult): void {
  output.say(
    `${counted(words, 'word')} from ${counted(texts, 'distinct text')}; loss on held-out pairs ${validLoss.toFixed(4)}\n`,
  );
  output.table(
    neighbours.map(({ word, nearest }) => [
      word,
      nearest.map((near) => `${near.word} ${near.cosine.toFixed(2)}`).join('  '),
    ]),
    ['word', 'nearest'],
  );
}
