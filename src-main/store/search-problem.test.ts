import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { whyNothing } from './search-problem.ts';

test('a search says which label, scheme or author the workspace does not have, and what it has', async () => {
  const store = temporaryStore();
  expect(whyNothing(store, 'label:negative')).toBe('No text of this workspace has a label yet.');
  await importContent(
    store,
    'texts.csv',
    'date,ticker,text,author,sentiment\n' +
      '2018-07-10,GS,wide spreads,Reuters,positive\n' +
      '2018-07-11,GS,narrow spreads,Reuters,negative\n' +
      '2018-07-12,GS,some spreads,ann,negative\n',
  );
  expect(whyNothing(store, 'spreads label:negativ')).toBe(
    'No text has the label “negativ”. Did you mean "negative"? The labels are negative, positive.',
  );
  expect(whyNothing(store, 'label:sentiment=gloomy')).toBe(
    'No text has the label “gloomy” in the scheme “sentiment”. The labels are negative, positive.',
  );
  expect(whyNothing(store, 'label:mood=gloomy')).toBe(
    'There is no label scheme “mood”. The schemes are sentiment.',
  );
  expect(whyNothing(store, 'author:@Reutres')).toBe(
    'No text is by an author “Reutres”. Did you mean "Reuters"?',
  );
  expect(whyNothing(store, 'date:2018-13')).toContain('names no time');
  for (const fine of ['nothing', 'label:NEGATIVE', 'label:none', 'author:reuters', '-label:gloomy']) {
    expect(whyNothing(store, fine)).toBeNull();
  }
});
