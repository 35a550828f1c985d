/** The files and folders of a workspace, for the reference. */

export interface WorkspaceEntry {
  /** Its path in the workspace; capitals are placeholders. */
  path: string;
  note: string;
  /** What happens if it is deleted while Contexture is not open. */
  deleted: string;
}

export const workspaceLayout: readonly WorkspaceEntry[] = [
  {
    path: 'contexture.db',
    note: 'The SQLite database: texts, tickers, labels, prices, rejects, runs and predictions.',
    deleted: 'Everything but the models is lost.',
  },
  {
    path: 'contexture.db-wal',
    note: 'The latest changes to the database, which SQLite has yet to merge into it; exists while the database is open.',
    deleted: 'Never delete it: the latest changes are lost, and the database may be damaged.',
  },
  {
    path: 'contexture.db-wal.damaged-TIME',
    note: 'A log of changes that was found damaged, as it was; the database has what could be read of it.',
    deleted: 'Nothing that Contexture reads; keep it if changes are missing.',
  },
  {
    path: 'contexture.db-shm',
    note: 'The index of the file above; exists while the database is open.',
    deleted: 'Never delete it while Contexture is open.',
  },
  {
    path: 'contexture.db-checksums',
    note: 'The checksums of the pages of the database, by which `contexture check` and every training notice a changed byte.',
    deleted: 'It is made anew from the database as it is then: damage from before is no longer noticed.',
  },
  {
    path: 'contexture.db.damaged-TIME',
    note: 'The database as it was before `contexture check --repair` changed it.',
    deleted: 'Safe to delete once you miss nothing.',
  },
  {
    path: 'damaged-rows-TIME.jsonl',
    note: 'Rows that may not be what was stored, which `contexture check --repair` took out of the database: their table and values.',
    deleted: 'Safe to delete once their files were imported again.',
  },
  {
    path: 'contexture.db.before-schema-N',
    note: 'A copy of the database, made before a newer version changed its schema.',
    deleted: 'Safe to delete, but then there is no way back to the older version.',
  },
  {
    path: 'runs/RUN/SHA256SUMS',
    note: 'The hashes of the files of a run, checked before it predicts; `sha256sum --check` reads it.',
    deleted: 'Damage to its other files is no longer noticed.',
  },
  {
    path: 'runs/RUN/config.json',
    note: 'The settings, version, data fingerprint and device of a run, for `train --config` (`contexture.json` if the run uses a checkpoint, whose own file is then `config.json`).',
    deleted: 'The run can no longer be repeated from its file.',
  },
  {
    path: 'runs/RUN/run.json',
    note: 'The classes and the vocabulary that belong to the weights.',
    deleted: 'The model of the run is lost; its results stay.',
  },
  {
    path: 'runs/RUN/model.safetensors',
    note: 'The best weights of a run.',
    deleted: 'The model of the run is lost; its results stay.',
  },
  {
    path: 'runs/RUN/position.safetensors',
    note: 'The training state of a stopped run; removed once the run has finished.',
    deleted: 'The run cannot be resumed.',
  },
  {
    path: 'runs/RUN/FILE',
    note: 'Other files that a run needs: its n-grams, or the tokenizer of its checkpoint.',
    deleted: 'The model of the run is lost; its results stay.',
  },
  {
    path: 'studies/STUDY/',
    note: 'A study: what was finished of it (`trainings/`), its result (`result.json`), report, tables and predictions.',
    deleted: 'The study is made anew when it is asked for again.',
  },
  {
    path: 'studies/STUDY/SHA256SUMS',
    note: 'The hashes of the files of a study, checked before they are read; `sha256sum --check` reads it.',
    deleted: 'Damage to the files of the study is no longer noticed.',
  },
  {
    path: 'studies/looks.json',
    note: 'Which studies of earlier versions looked at which test part; each counts as one look when the part is studied again.',
    deleted: 'These studies no longer count.',
  },
  {
    path: 'looks.jsonl',
    note: 'Which models were scored on which test part: runs, trainings of studies, runs evaluated on a file.',
    deleted:
      'What was scored is counted from the runs that are there; studies, files and forgotten runs no longer count.',
  },
  {
    path: 'checkpoints/',
    note: 'Checkpoints that version 0.1.0 downloaded; they are still found here. Newer ones stand in the folder that all workspaces share.',
    deleted: 'Their checkpoints have to be added again before the next training with them.',
  },
  {
    path: 'locks/',
    note: 'Empty files that an import and each run in training hold locked, so that no other process does the same; the system unlocks them when the process ends.',
    deleted: 'Safe to delete while nothing is imported or trained.',
  },
  {
    path: 'cache/',
    note: 'Vectors of texts, computed by checkpoints; maps, clusters and stability of companies (`companies/`).',
    deleted: 'Safe to delete; they are computed again when needed.',
  },
  {
    path: 'exports/',
    note: 'Runs exported from the window.',
    deleted: 'Safe to delete; they can be exported again.',
  },
  {
    path: 'bin/',
    note: 'Files of runs that were forgotten, until the bin is emptied.',
    deleted: 'Forgotten runs come back without their models.',
  },
  {
    path: 'incoming/',
    note: 'Files uploaded by a browser, to be imported. Those that no run or study names are removed when `contexture serve` starts again.',
    deleted: 'Safe to delete; your own files are not affected.',
  },
];
