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
  const result: Normalised = { text: whole, starts: [], ends: [] };
  const add = (count: number, start: number, end: number) => {
    for (let i = 0; i < count; i++) {
      result.starts.push(start);
      result.ends.push(end);
    }
  };
  // Spaces may become fewer, so words are sought in what the whole became, and what is between them are the spaces.
  let reached = 0;
  for (const { 0: word, index: start } of text.matchAll(/\S+/gu)) {
    const normalised = normalise(word);
    const at = whole.indexOf(normalised, result.starts.length);
    if (at < 0 || whole.slice(result.starts.length, at).trim() !== '') {
      return {
        text: whole,
        starts: whole.split('').map(() => 0),
        ends: whole.split('').map(() => text.length),
      };
    }
    add(at - result.starts.length, reached, start);
    const characters = Array.from(word);
    const lengths = characters.map((character) => normalise(character).length);
    reached = start + word.length;
    if (lengths.reduce((a, b) => a + b, 0) === normalised.length) {
      let from = start;
      for (const [i, character] of characters.entries()) {
        add(lengths[i]!, from, from + character.length);
        from += character.length;
      }
    } else {
      add(normalised.length, start, reached);
    }
  }
  add(whole.length - result.starts.length, reached, text.length);
  return result;
}
