/** A text after normalising, and where each of its UTF-16 units comes from. */
export interface Normalised {
  text: string;
  /** By unit of `text`: first unit in the original, and the one behind the last. */
  starts: number[];
  ends: number[];
}

/**
 * Normalises a text and keeps where each unit comes from: by characters, where normalising them one by one gives as much
 * as normalising their word does; else by words; else all comes from all.
 */
export function normalisedWithOrigins(text: string, normalise: (text: string) => string): Normalised {
  const whole = normalise(text);
  const words = text.match(/\s+|\S+/gu) ?? [];
  const normalisedWords = words.map(normalise);
  const result: Normalised = { text: whole, starts: [], ends: [] };
  const add = (count: number, start: number, end: number) => {
    for (let i = 0; i < count; i++) {
      result.starts.push(start);
      result.ends.push(end);
    }
  };
  if (normalisedWords.join('') !== whole) {
    add(whole.length, 0, text.length);
    return result;
  }
  let start = 0;
  for (const [i, word] of words.entries()) {
    const characters = Array.from(word);
    const lengths = characters.map((character) => normalise(character).length);
    const length = normalisedWords[i]!.length;
    if (lengths.reduce((a, b) => a + b, 0) === length) {
      let at = start;
      for (const [j, character] of characters.entries()) {
        add(lengths[j]!, at, at + character.length);
        at += character.length;
      }
    } else {
      add(length, start, start + word.length);
    }
    start += word.length;
  }
  return result;
}
