import * as fc from 'fast-check';

/**
 * Property tests draw the same cases on every run, so that one that passed here passes elsewhere. Another number in
 * CONTEXTURE_TEST_SEED draws others.
 */
fc.configureGlobal({ seed: Number(process.env['CONTEXTURE_TEST_SEED'] ?? 1) });
