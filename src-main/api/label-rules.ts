/** The rules that come with Contexture, as a file has them. */
export { analystWords, formatRules } from '../text/label-rules/preset.ts';
