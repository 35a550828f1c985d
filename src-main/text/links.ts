/** A link as it stands in a text. */
const link = /https?:\/\/\S*/gu;

/** A text with this in place of each of its links. */
export function withoutLinks(text: string, instead = ' '): string {
  return text.replace(link, instead);
}
