/**
 * Whether the smallest difference that a study names before training is the one that its test then finds: pairs of
 * predictions are drawn whose true difference in accuracy is turned from 0 up to beyond it, and each pair is tested as a
 * study tests its arms. No model is trained: what is drawn are the two models' answers.
 *
 * Of the texts of the test part a share (`discordant`) is right for one of the two alone; the dial says how many more of
 * these the second gets right. With days of several texts, all texts of a day are answered alike.
 *
 * usage: node scripts/study-power.ts [DRAWS]
 */
import { Random } from '../src-main/random.ts';
import { detectableDifference, effectiveTexts } from '../src-main/study/statistics/detectable.ts';
import { pairedDifference } from '../src-main/study/statistics/paired.ts';
import { usualDiscordance } from '../src-main/study/statistics/test-part-power.ts';
import { wilsonInterval } from '../src-main/study/statistics/wilson-interval.ts';
import { predictedPower } from './study/predicted-power.ts';

const draws = Number(process.argv[2] ?? 200);
const texts = 668;
/** Of the accuracy of the better of the two. */
const accuracy = 0.75;

interface Answers {
  truth: number[];
  clusters: number[];
  first: number[];
  second: number[];
}

/** @param perDay texts of a day, which are all answered alike */
function drawn(difference: number, perDay: number, random: Random): Answers {
  const answers: Answers = { truth: [], clusters: [], first: [], second: [] };
  const onlySecond = (usualDiscordance + difference) / 2;
  const onlyFirst = (usualDiscordance - difference) / 2;
  for (let text = 0; text < texts; text++) {
    const day = Math.floor(text / perDay);
    const begins = text % perDay === 0;
    if (begins) {
      const chance = random.uniform();
      const [first, second] =
        chance < onlySecond
          ? [1, 0]
          : chance < onlySecond + onlyFirst
            ? [0, 1]
            : random.uniform() < accuracy
              ? [0, 0]
              : [1, 1];
      answers.first.push(first);
      answers.second.push(second);
    } else {
      answers.first.push(answers.first.at(-1)!);
      answers.second.push(answers.second.at(-1)!);
    }
    answers.clusters.push(day);
    answers.truth.push(0);
  }
  return answers;
}

/** The share of test parts in which a true difference is found, at a level of 5 %. */
function power(difference: number, perDay: number): { found: number; low: number; high: number } {
  const random = new Random(Math.round(1e6 * difference) + perDay);
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    const { truth, clusters, first, second } = drawn(difference, perDay, random);
    const { p } = pairedDifference(
      { classes: 2, truth, clusters, first: [first], second: [second] },
      'accuracy',
      random,
    );
    found += Number(p <= 0.05);
  }
  const [low, high] = wilsonInterval(found, draws);
  return { found: found / draws, low, high };
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
for (const perDay of [1, 4]) {
  const clusters = Array.from({ length: texts }, (_, text) => Math.floor(text / perDay));
  const independent = effectiveTexts(clusters, 1);
  const least = detectableDifference(independent, usualDiscordance);
  if (least === null) throw new Error('the test part is too small for this');
  console.log(
    `${texts} texts, ${perDay} a day answered alike: predicted to be found in 80 % at ${(100 * least).toFixed(1)} points`,
  );
  for (const times of [0, 0.5, 1, 1.5]) {
    const { found, low, high } = power(times * least, perDay);
    console.log(
      `  ${(100 * times * least).toFixed(1)} points: predicted ${percent(predictedPower(times * least, independent, usualDiscordance))}, found in ${percent(found)} (${percent(low)} to ${percent(high)})`,
    );
  }
}
