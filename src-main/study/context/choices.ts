/** What a study can be asked to compare, as a form offers it. */
import type { RecipeName } from '../../configs/all.ts';
import { type ContextScope, contextScopes, scopes } from '../../context/scopes.ts';
import { windowSizes } from '../../context/spec.ts';
import { mostSeeds } from './request.ts';
import { aboutArm, type ArmChoice, armChoices, type ArmRole, floorArms, usualArms } from './arms.ts';

export interface StudyChoices {
  /** The recipe whose settings a form begins with. */
  recipe: RecipeName;
  arms: { arm: ArmChoice; role: ArmRole; title: string; note: string; usual: boolean }[];
  scopes: { scope: ContextScope; name: string }[];
  mostTexts: number;
  mostSeeds: number;
}

export function studyChoices(): StudyChoices {
  return {
    recipe: 'contextual-sentiment',
    arms: armChoices.map((arm) => ({ arm, ...aboutChoice(arm), usual: usualArms.includes(arm) })),
    scopes: contextScopes.map((scope) => ({ scope, name: scopes[scope].name })),
    mostTexts: windowSizes.most,
    mostSeeds,
  };
}

function aboutChoice(arm: ArmChoice): { role: ArmRole; title: string; note: string } {
  if (arm === 'floors') {
    const names = floorArms.map((floor) => aboutArm(floor).title);
    return { role: 'floor', title: 'baselines', note: names.join(', ') };
  }
  const { role, title, note } = aboutArm(arm);
  return { role, title, note };
}
