import type { ContextSpec } from '../../src-main/api/types.ts';

/** The window that the application uses where nothing is said (src-main/context/spec.ts). */
export const defaultWindow: ContextSpec = {
  n: 8,
  scope: 'company',
  noRetweets: false,
  verifiedOnly: false,
  noNearDuplicates: true,
  maxAgeMs: null,
};
