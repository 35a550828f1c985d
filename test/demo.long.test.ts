import { expect, test } from 'vitest';
import { libraryFolder } from '../src-main/checkpoints/library/folder.ts';
import { accuracies, demoWith } from './support/demo.ts';
import { minilmFolder, noMinilm } from './support/minilm.ts';
import { temporaryFolder } from './support/workspace.ts';

const minilm = minilmFolder();
const why = minilm === null ? ` (${noMinilm})` : '';

test.skipIf(minilm === null)(
  `MiniLM in its window reads more of the sample than the text alone${why}`,
  () => {
    const own = { CONTEXTURE_CHECKPOINTS: libraryFolder() };
    const { status, out, err } = demoWith(own, temporaryFolder(), '--encoder', 'minilm');
    expect({ status, err: status === 0 ? '' : err }).toEqual({ status: 0, err: '' });
    const shown = accuracies(out);
    // The labels cannot be known from the text: chance is about a half.
    expect(shown.get('model without context')).toBeLessThan(65);
    expect(shown.get('model with context')).toBeGreaterThan(65);
    expect(out).toMatch(/What the heads attended to:\nattention +age +text *\n/u);
  },
);
