import { counted } from '../../counted.ts';
import type { WhyNear } from '../../study/companies/why-near-schema.ts';
import { oneLine, percent } from './format.ts';
import type { Output } from './output.ts';

/** Why two companies are near: what they share, and the texts that say so. */
export function showWhyNear(output: Output, why: WhyNear): void {
  const [first = '', second = ''] = why.companies;
  const returns =
    why.returns === null ? '' : `, correlation of returns less the market ${why.returns.toFixed(3)}`;
  const similarity =
    why.similarity === null ? '' : `${why.isDistance ? 'distance' : 'cosine'} ${why.similarity.toFixed(3)}, `;
  output.say(
    `${first} and ${second}: ${similarity}${counted(why.together.texts, 'text names', 'texts name')} both${returns}\n`,
  );
  if (!why.counted) {
    output.note(
      `Run ${why.run} was trained: what follows is counted in the same texts, and its model may have read something else.`,
    );
  }
  if (why.countsReturns) output.note(`The vectors of run ${why.run} hold daily returns beside what follows.`);
  output.table(
    why.words.map(({ word, share, texts }) => [word, percent(share), ...texts]),
    ['word', 'share', `texts of ${first}`, `texts of ${second}`],
  );
  if (why.mentions.length > 0) {
    output.say();
    output.table(
      why.mentions.map(({ symbol, share, texts }) => [symbol, percent(share), ...texts]),
      ['company near both', 'share', `with ${first}`, `with ${second}`],
    );
  }
  const groups = [
    [`${first} and ${second}`, why.together.examples],
    [first, why.texts[0] ?? []],
    [second, why.texts[1] ?? []],
  ] as const;
  for (const [name, texts] of groups) {
    if (texts.length === 0) continue;
    output.say(`\ntexts of ${name}:`);
    for (const { document, text } of texts)
      output.say(`${String(document).padStart(7)}  ${oneLine(text, 140)}`);
  }
}
