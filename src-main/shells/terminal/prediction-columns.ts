import type { NameOf } from '../../class-names.ts';
import type { PredictionHeading } from '../../study/predict-file.ts';

/** An added column that was renamed, since the file already has a column of its usual name. */
export interface RenamedColumn {
  from: string;
  to: string;
}

/** What the columns of predictions are called: ours stand around those of the file, and no two are alike. */
export interface PredictionColumns {
  line: string;
  /** Those of the file, as they are called there. */
  file: readonly string[];
  /** What the run's scheme calls the label; null: the file has none. */
  labelAs: string | null;
  predicted: string;
  /** What that class is called; null: in JSON, and where no class has a name. */
  predictedName: string | null;
  /** One per class: columns of a table, keys of the object `probabilities` in JSON. */
  classes: readonly string[];
  /** In JSON the object of the classes. */
  probabilities: string;
  renamed: readonly RenamedColumn[];
}

/**
 * Names the columns of predictions. A name that the file has gets the run behind it: of `predicted`, in a file that run
 * 1 has predicted already, run 2 makes `predicted_run2`.
 */
export function predictionColumns(
  { run, columns, classes, labelled }: PredictionHeading,
  { json, nameOf }: { json: boolean; nameOf: NameOf },
): PredictionColumns {
  const taken = new Set(columns);
  const renamed: RenamedColumn[] = [];
  const own = (from: string): string => {
    let to = from;
    if (taken.has(to)) to = `${from}_run${run}`;
    for (let number = 2; taken.has(to); number++) to = `${from}_run${run}_${number}`;
    if (to !== from) renamed.push({ from, to });
    taken.add(to);
    return to;
  };
  return {
    line: own('line'),
    file: columns,
    labelAs: labelled ? own('label_as') : null,
    predicted: own('predicted'),
    predictedName: !json && classes.some((value) => nameOf(value) !== value) ? own('predicted_name') : null,
    classes: json ? classes : classes.map(own),
    probabilities: json ? own('probabilities') : 'probabilities',
    renamed,
  };
}
