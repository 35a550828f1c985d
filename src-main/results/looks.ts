import { counted } from '../counted.ts';

/** How often a test part was looked at, as a sentence. */
export function looksInWords(looks: number): string {
  const models = looks === 1 ? 'one model' : counted(looks, 'model');
  const worth = looks === 1 ? '' : ': the more often it is asked, the less a single answer is worth';
  return `In this workspace ${models} ${looks === 1 ? 'has' : 'have'} been scored on this test part${worth}.`;
}
