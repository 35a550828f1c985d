/**
 * How often a study finds an effect of a known size, where models are trained: texts are made in which the text before
 * tells a known share of the labels, and each set of them is studied with two ways of reading it. Beside it stands how
 * often the test should find it, if the models read all that there is.
 *
 * usage: node scripts/study-planted.ts [STUDIES OF EACH SIZE] [FIRST SEED]
 */
import { wilsonInterval } from '../src-main/study/statistics/wilson-interval.ts';
import { isShown } from '../src-main/study/context/sentence.ts';
import { discordant } from './study/planted-effect.ts';
import { predictedPower } from './study/predicted-power.ts';
import { studyOfPlanted } from './study/study-of-planted.ts';

const studies = Number(process.argv[2] ?? 10);
const firstSeed = Number(process.argv[3] ?? 1);
const count = 2000;
const arms = ['cross', 'label-history'] as const;
const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

for (const effect of [0, 0.02, 0.04, 0.08]) {
  /** By an exact test of its own at 5 %, as the prediction has it, and as a study claims it, after Holm. */
  const found = { cross: 0, 'label-history': 0 };
  let claimed = 0;
  const gains: Record<(typeof arms)[number], number[]> = { cross: [], 'label-history': [] };
  let tested = 0;
  for (let seed = firstSeed; seed < firstSeed + studies; seed++) {
    const result = await studyOfPlanted(effect, count, seed);
    const toText = result.comparisons.filter(
      ({ b, metric }) => b.startsWith('none') && metric === 'accuracy',
    );
    tested = result.data.split.test;
    for (const arm of arms) {
      const own = toText.find(({ a }) => a.startsWith(arm));
      if (own === undefined) throw new Error(`there is no comparison of ${arm}`);
      gains[arm].push(own.difference);
      found[arm] += Number(own.p <= 0.05);
    }
    const isClaimed = toText.some(isShown);
    claimed += Number(isClaimed);
    const said = arms.map((arm) => `${arm} ${points(gains[arm].at(-1)!)}`);
    console.log(`planted ${points(effect)}, seed ${seed}: ${said.join(', ')}${isClaimed ? ', claimed' : ''}`);
  }
  const byArm = arms.map((arm) => {
    const mean = gains[arm].reduce((sum, gain) => sum + gain, 0) / studies;
    return `${arm} gains ${points(mean)} and is found in ${share(found[arm])}`;
  });
  console.log(
    `planted ${points(effect)}, ${tested} texts tested: predicted to be found in ${percent(predictedPower(effect, tested, discordant))}; ${byArm.join('; ')}; claimed in ${share(claimed)}`,
  );
}

function points(difference: number): string {
  return `${(100 * difference).toFixed(1)} points`;
}

function share(number: number): string {
  const [low, high] = wilsonInterval(number, studies);
  return `${number} of ${studies} (${percent(low)} to ${percent(high)})`;
}
