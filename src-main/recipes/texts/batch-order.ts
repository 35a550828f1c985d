import type { Random } from '../../random.ts';

/** Batches that are drawn together, and among them sorted by length. */
const poolSize = 16;

/**
 * The batches of an epoch, each of texts of like lengths, so that few are filled up to the length of one: the items are
 * shuffled, a pool of some batches is sorted by length and cut, and all batches are shuffled. Every epoch an item meets
 * others, and short and long batches take turns. One batch at most is smaller than `size`.
 *
 * @param lengthOf what an item's batch is filled up to at least; those of one length stay in their random order
 */
export function batchesByLength<T>(
  items: readonly T[],
  size: number,
  lengthOf: (item: T) => number,
  random: Random,
): T[][] {
  const pools = cut(random.shuffle([...items]), poolSize * size);
  const sorted = pools.map((pool) => pool.sort((a, b) => lengthOf(a) - lengthOf(b)));
  return random.shuffle(sorted.flatMap((pool) => cut(pool, size)));
}

/** Neighbours that stay together in an epoch's order. */
const runLength = 4;

/**
 * The batches of an epoch in which short runs of neighbours stay together, so that their windows overlap and a shared
 * text is encoded once; the runs are shuffled. The items come sorted by ticker and time.
 */
export function batchesOfNeighbours<T>(items: readonly T[], size: number, random: Random): T[][] {
  return cut(random.shuffle(cut(items, runLength)).flat(), size);
}

function cut<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
