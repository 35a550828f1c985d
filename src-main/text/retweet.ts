/** The source of a regular expression for the head of a retweet in the old style: `RT @name:`. */
export const retweetHead = String.raw`RT @\w+:`;

const STARTS_WITH_HEAD = new RegExp(`^${retweetHead}`);
// Texts that others have cleaned lack the colon.
const HEAD_TO_DROP = new RegExp(`^${retweetHead}?`, 'u');

/** Whether a text is a retweet in the old style, `RT @name: ...`. */
export function isRetweet(text: string): boolean {
  return text.startsWith('RT @') && STARTS_WITH_HEAD.test(text);
}

/** A text with a blank in place of the head of a retweet, with or without its colon. */
export function withoutRetweetHead(text: string): string {
  return text.replace(HEAD_TO_DROP, ' ');
}
