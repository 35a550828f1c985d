import { createRequire } from 'node:module';
import { z } from 'zod';

const emojiSchema = z.record(z.string(), z.object({ name: z.string() }));

/** Read at the first emoji that has to be named. */
let names: ReadonlyMap<string, string> | null = null;

function loaded(): ReadonlyMap<string, string> {
  const data = emojiSchema.parse(createRequire(import.meta.url)('unicode-emoji-json/data-by-emoji.json'));
  return new Map(Object.entries(data).map(([emoji, { name }]) => [withoutVariation(emoji), name]));
}

/** What asks for the coloured form says nothing, and neither do tones of skin. */
function withoutVariation(emoji: string): string {
  return emoji.replace(/\uFE0F|\p{Emoji_Modifier}/gu, '');
}

/** One emoji, of as many characters as Unicode joins, and the same one again and again behind it. */
const runOfEmoji = /(\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)(?:\s*\1)*/gv;

/**
 * A text with the names of its emoji as words, each once where it stands several times in a row.
 * @param named which emoji are named; the others stay
 * @see the short names of https://cldr.unicode.org
 */
export function nameEmoji(text: string, named: (emoji: string) => boolean = () => true): string {
  return text.replace(runOfEmoji, (run, emoji: string) => {
    if (!named(emoji)) return run;
    names ??= loaded();
    const name = names.get(withoutVariation(emoji));
    return name === undefined ? run : ` ${name} `;
  });
}
