import type { LabelWriter, SchemeLabel, StoredLabel } from '../store/label-writer.ts';
import type { Problem } from './outcome.ts';
import type { StoreOutcome } from './sink.ts';

/**
 * Labels documents that have the same text, all or nothing: `duplicate` if they have every label already, a problem if
 * one contradicts. The first label of a text and scheme counts.
 */
export function addLabels(
  writer: LabelWriter,
  documents: readonly number[],
  labels: readonly SchemeLabel[],
  line: number,
): StoreOutcome {
  const [document] = documents;
  const [label] = labels;
  // Most texts are one document without a label: it is not looked up first.
  if (documents.length === 1 && labels.length === 1 && document !== undefined && label !== undefined) {
    if (writer.add(document, label, line)) return 'accepted';
    return contradiction(writer, documents, label) ?? 'duplicate';
  }
  const problem = labels.map((one) => contradiction(writer, documents, one)).find((found) => found !== null);
  if (problem !== undefined) return problem;
  const added = labels.flatMap((one) => documents.map((id) => writer.add(id, one, line)));
  return added.includes(true) ? 'accepted' : 'duplicate';
}

function contradiction(
  writer: LabelWriter,
  documents: readonly number[],
  { scheme, value }: SchemeLabel,
): Problem | null {
  for (const id of documents) {
    const stored = writer.find(id, scheme);
    if (stored !== null && stored.value !== value) return conflict(value, stored);
  }
  return null;
}

function conflict(value: string, { value: earlier, file, line }: StoredLabel): Problem {
  return {
    kind: 'conflict',
    column: 'label',
    message: `"${value}" contradicts "${earlier}", given to the same text in line ${line} of ${file}; the first one counts`,
  };
}
