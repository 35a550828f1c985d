/** A pair of symbols and how often it stood in the texts when it was put in. */
export interface CountedPair {
  count: number;
  first: number;
  second: number;
}

/** More frequent first; among equals the one of older symbols, so that the order does not hang on chance. */
function before(a: CountedPair, b: CountedPair): boolean {
  if (a.count !== b.count) return a.count > b.count;
  return a.first === b.first ? a.second < b.second : a.first < b.first;
}

/** A binary heap of pairs: the most frequent one comes out first. */
export class MergeQueue {
  readonly #heap: CountedPair[] = [];

  push(pair: CountedPair): void {
    const heap = this.#heap;
    let at = heap.push(pair) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(pair, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = pair;
  }

  pop(): CountedPair | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && before(heap[below + 1]!, heap[below]!)) below++;
      if (!before(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
    return top;
  }
}
