/** Rows of a longer list, and how many there are in all. */
export interface Page<Row> {
  rows: readonly Row[];
  total: number;
}

/** Where the next page begins; undefined: there is none. As TanStack Query asks for it. */
export function nextOffset<Row>(
  last: Page<Row>,
  pages: readonly Pick<Page<Row>, 'rows'>[],
): number | undefined {
  const known = pages.reduce((sum, page) => sum + page.rows.length, 0);
  return last.rows.length > 0 && known < last.total ? known : undefined;
}

/** All rows of a list that is asked for by pages, such as for an export. */
export async function allRows<Row>(read: (offset: number) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const page = await read(rows.length);
    rows.push(...page.rows);
    // A list that became shorter meanwhile ends with an empty page.
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}
