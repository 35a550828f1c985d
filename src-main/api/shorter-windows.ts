/** Under this share of training texts with a shorter window, leaving a text out asks for something seldom learned. */
const seldom = 0.05;

/** How far a model knows windows without one of their texts, by the share of its training windows that were shorter. */
export function shorterWindowsSentence(share: number | null): string {
  if (share === null) return 'It is not known how many windows in training were shorter.';
  const percent = `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
  return share < seldom
    ? `Only ${percent} of the training texts had a window with fewer texts, so a window without one of its texts is unlike what the model has learned from.`
    : `Windows with fewer texts occur in training too (${percent} of the texts), so the model knows them.`;
}
