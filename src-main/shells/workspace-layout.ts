/** The files and folders of a workspace, for the reference. */

export interface WorkspaceEntry {
  /** Its path in the workspace; capitals stand for what differs. */
  path: string;
  note: string;
  /** What happens where it is deleted while no Contexture is open. */
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
    note: 'The latest changes to the database, which SQLite moves into it; there while it is open.',
    deleted: 'Never delete it: the latest changes are lost, and the database may be damaged.',
  },
  {
    path: 'contexture.db-shm',
    note: 'The index of the file above; there while the database is open.',
    deleted: 'Never delete it while a Contexture is open.',
  },
  {
    path: 'contexture.db.before-schema-N',
    note: 'A copy of the database from before a newer version changed its schema.',
    deleted: 'May be deleted; the way back to the older version is gone.',
  },
  {
    path: 'runs/RUN/config.json',
    note: 'The settings, version, data fingerprint and device of a run, for `train --config` (`contexture.json` where a checkpoint reads the texts; `config.json` is then that of the checkpoint).',
    deleted: 'The run can no longer be trained again from its file.',
  },
  {
    path: 'runs/RUN/run.json',
    note: 'The classes and the vocabulary that the weights are read with.',
    deleted: 'The model of the run is lost; its results stay.',
  },
  {
    path: 'runs/RUN/model.safetensors',
    note: 'The best weights of a run.',
    deleted: 'The model of the run is lost; its results stay.',
  },
  {
    path: 'runs/RUN/position.safetensors',
    note: 'Where a stopped run stands; gone once it has ended.',
    deleted: 'The run cannot be resumed.',
  },
  {
    path: 'runs/RUN/FILE',
    note: 'What else a run needs to be read: its n-grams, or the tokenizer of its checkpoint.',
    deleted: 'The model of the run is lost; its results stay.',
  },
  {
    path: 'checkpoints/',
    note: 'Published checkpoints that were downloaded.',
    deleted: 'May be deleted; they are downloaded again when they are needed.',
  },
  {
    path: 'cache/',
    note: 'Vectors that checkpoints gave to texts.',
    deleted: 'May be deleted; they are calculated again when they are needed.',
  },
  {
    path: 'exports/',
    note: 'Runs that were exported from the window.',
    deleted: 'May be deleted; they can be exported again.',
  },
  {
    path: 'incoming/',
    note: 'Files that a browser uploaded, until they are imported.',
    deleted: 'May be deleted; the files on your disk are other ones.',
  },
];
