/** Words from which on a run of words is taken for a part of another text, and not for a turn that many use. */
const leastWords = 3;
/** Longer texts are not searched for others: none of what is imported as short texts has so many words. */
const mostWords = 100;

/**
 * For each text, the longest text in which it stands word by word, as phrases stand in their sentence and a quoted
 * tweet in what quotes it; its own index where there is none. Signs and capitals do not count. Of equally long texts
 * the first counts.
 */
export function wholeTexts(texts: readonly string[]): Int32Array {
  const words = texts.map((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const byText = new Map<string, number[]>();
  /** The first words of the texts that are searched for, which most places of a text do not hold. */
  const beginnings = new Set<string>();
  for (const [index, own] of words.entries()) {
    if (own.length < leastWords) continue;
    const key = own.join(' ');
    byText.set(key, [...(byText.get(key) ?? []), index]);
    beginnings.add(own.slice(0, leastWords).join(' '));
  }
  const whole = Int32Array.from(texts.keys());
  for (const [index, own] of words.entries()) {
    if (own.length > mostWords) continue;
    for (let start = 0; start + leastWords <= own.length; start++) {
      let run = own.slice(start, start + leastWords).join(' ');
      if (!beginnings.has(run)) continue;
      for (let end = start + leastWords; end <= own.length; end++) {
        if (end > start + leastWords) run += ` ${own[end - 1]}`;
        for (const part of byText.get(run) ?? []) {
          if (own.length > words[whole[part]!]!.length) whole[part] = index;
        }
      }
    }
  }
  return whole;
}
