import type { Role } from './roles.ts';

/** Roles whose columns are all read if there are several; of any other role there is one column. */
export const severalColumns: ReadonlySet<Role> = new Set(['text', 'label', 'time', 'ticker']);
