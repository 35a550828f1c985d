import type { ArmSummary } from './result.ts';

const spread = { mean: 0.7, sd: 0.01 };
const all = { train: 1, valid: 1, test: 1 };
const nothing = { train: 0, valid: 0, test: 0 };

/** An arm of a study, right in 70 % of the texts. */
export function arm(name: string, role: ArmSummary['role']): ArmSummary {
  const reads = role !== 'reference';
  return {
    arm: name,
    role,
    scope: reads ? 'company' : null,
    n: reads ? 8 : null,
    encoder: 'words',
    accuracy: spread,
    macroF1: spread,
    logLoss: spread,
    ece: spread,
    standardError: 0.01,
    title: name,
    seeds: 3,
    withoutContext: null,
    parameters: 1,
    tried: 1,
    withWindow: all,
    later: nothing,
    reliability: null,
  };
}
