/** A count as the window and the terminal write it in sentences: `28,874`. */
export function inThousands(count: number): string {
  return count.toLocaleString('en');
}
