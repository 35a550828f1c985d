import { decodeHTMLStrict } from 'entities/decode';

/**
 * A tweet as it is stored: HTML entities unescaped once (`&amp;` is written by the exporting service, not by the
 * author), no NUL characters, no space around it. Everything else, links and cashtags too, stays as it was written.
 */
export function cleanText(text: string): string {
  const unescaped = text.includes('&') ? decodeHTMLStrict(text) : text;
  return (unescaped.includes('\0') ? unescaped.replaceAll('\0', '') : unescaped).trim();
}

/** Whether a text was cut off with an ellipsis; links may follow it. */
export function isCutOff(text: string): boolean {
  return text.includes('…') && /…(?:\s|https?:\S*)*$/.test(text);
}
