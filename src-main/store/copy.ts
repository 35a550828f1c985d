import { isWorkspace, databaseOf } from './workspace-folder.ts';
import { openStore } from './open.ts';
import { openReadOnly } from './open-read-only.ts';

/**
 * Copies the database of a workspace into an empty folder, as it is at one moment; where there is no workspace, the
 * copy is empty. Files of runs are not copied.
 *
 * @throws UserError if the workspace cannot be read, or is of a newer version
 */
export async function copyDatabase(workspace: string, folder: string): Promise<void> {
  if (isWorkspace(workspace)) {
    const opened = openReadOnly(workspace);
    try {
      await opened.db.backup(databaseOf(folder));
    } finally {
      opened.close();
    }
  }
  // Brings it to the newest schema, or makes it.
  openStore(folder).close();
}
