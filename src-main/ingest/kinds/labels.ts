import { countLabelledBy } from '../../store/source-labels.ts';
import { labelQuestions } from '../label-doubts.ts';
import { labelRow } from '../label-rows.ts';
import { LabelSink, LabelledTextSink, labelledTextSchema } from '../label-sink.ts';
import type { Mapping } from '../roles.ts';
import { TableReader } from '../table-reader.ts';
import { schemesOf } from '../text-rows.ts';
import { retaken } from '../retaken.ts';
import type { TableKind } from './kind.ts';
import { tableFile, tableOptions } from './table-kind.ts';

/** Labels of texts, which find their documents by the text. */
export const labels: TableKind<'labels'> = {
  form: 'table',
  name: 'labels',
  title: 'texts and labels',
  description: 'texts and labels',
  roles: ['text', 'label'],
  needs: ['text', 'label'],
  recognise: isBareLabels,
  readsLines: false,
  retaken: retaken(
    labelledTextSchema,
    (store, source, forgotten) => new LabelledTextSink(store, source, forgotten),
    { matchesTexts: true },
  ),
  options: (sample) => tableOptions(labels, sample),
  open: (table, sample) => {
    const row = labelRow(table);
    return tableFile(table, {
      kind: labels,
      row,
      schemes: schemesOf(table),
      settings: ['bins'],
      questions: labelQuestions(table, sample),
      store: async (target) => {
        const { store, source, schemes, nameOf } = target;
        const sink = new LabelSink(store, source, schemes, nameOf);
        const result = await target.pump(new TableReader(table, row), sink);
        const documents = countLabelledBy(store, source);
        return { ...result, labels: { scheme: schemes.join(', '), ...sink.found, documents } };
      },
    });
  },
};

/** Texts with labels and nothing else: with a time or a ticker they are documents of their own. */
export function isBareLabels({ text, label, time, ticker }: Mapping): boolean {
  return text !== undefined && label !== undefined && time === undefined && ticker === undefined;
}
