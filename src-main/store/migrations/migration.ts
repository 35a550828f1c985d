/** One step of the schema. `version` is the database's `user_version` after it. */
export interface Migration {
  version: number;
  sql: string;
}
