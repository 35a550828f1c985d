import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { nameClasses } from './class-names.ts';
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

test('labels are listed with the names of their classes, by which they are found too', async () => {
  const store = temporaryStore();
  await importContent(
    store,
    'texts.csv',
    'date,ticker,text,topic\n2018-07-10,GS,up,1\n2018-07-11,GS,down,0\n',
  );
  nameClasses(store, 'topic', [{ value: '0', name: 'negative' }]);
  expect(whyNothing(store, 'label:Negative')).toBeNull();
  expect(whyNothing(store, 'label:negativ')).toBe(
    'No text has the label “negativ”. Did you mean "negative"? The labels are negative (0), 1.',
  );
});
