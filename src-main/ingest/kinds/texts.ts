import { dateOrderOf } from '../date-order.ts';
import { labelQuestions } from '../label-doubts.ts';
import { columnOf } from '../table.ts';
import { TableReader } from '../table-reader.ts';
import { schemesOf, textRow } from '../text-rows.ts';
import { TextSink, keptTextSchema } from '../text-sink.ts';
import { isBareLabels } from './labels.ts';
import { retaken } from '../retaken.ts';
import type { TableKind } from './kind.ts';
import { tableFile, tableOptions } from './table-kind.ts';

/** Texts with what is known about them, or one text per line. */
export const texts: TableKind<'texts'> = {
  form: 'table',
  name: 'texts',
  title: 'texts',
  description: 'texts with a date or a ticker, or one text per line',
  roles: ['text', 'label', 'time', 'ticker', 'name', 'author', 'url', 'verified'],
  needs: ['text'],
  recognise: (mapping) => mapping.text !== undefined && !isBareLabels(mapping),
  readsLines: true,
  retaken: retaken(
    keptTextSchema,
    (store, source, forgotten) => new TextSink(store, source, (_scheme, value) => value, forgotten),
  ),
  options: (sample) => tableOptions(texts, sample),
  open(table, sample) {
    const { dates, questions } = dateOrderOf(table, sample);
    const schemes = schemesOf(table);
    return tableFile(table, {
      kind: texts,
      row: textRow(table, dates, schemes),
      schemes,
      settings: [
        ...(columnOf(table, 'time') === -1 ? [] : (['dates', 'zone'] as const)),
        ...(columnOf(table, 'label') === -1 ? [] : ['bins' as const]),
      ],
      questions: [...questions, ...labelQuestions(table, sample)],
      store: (target) => {
        const reader = new TableReader(table, textRow(table, dates, target.schemes));
        return target.pump(reader, new TextSink(target.store, target.source, target.nameOf));
      },
    });
  },
};
