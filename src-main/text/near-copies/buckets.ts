/** Compares two texts that may be copies. */
export interface Comparison {
  /** Whether they are in one group already. */
  isKnown: (a: number, b: number) => boolean;
  /** Joins their groups if they are copies. */
  compare: (a: number, b: number) => void;
}

/** So many texts of a bucket are compared with all that come later, whatever their groups. */
const ALL_COMPARED = 16;
/** So many at most where each further one is of another group: what still more texts share says nothing. */
const MOST_COMPARED = 32;

/**
 * Buckets of texts that may be copies. In a small one all pairs are compared. In a large one a text that comes in is
 * compared with the first few, and with one of each further group: a thousand copies cost some ten thousand comparisons,
 * not half a million.
 */
export class Buckets {
  readonly #heads: Int32Array;
  readonly #mask: number;
  #keys: Uint32Array;
  #items: Int32Array;
  #next: Int32Array;
  #count = 0;

  /** @param capacity about how many texts come in */
  constructor(capacity: number) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(16, capacity)));
    this.#heads = new Int32Array(slots).fill(-1);
    this.#mask = slots - 1;
    const room = Math.max(16, capacity);
    this.#keys = new Uint32Array(room);
    this.#items = new Int32Array(room);
    this.#next = new Int32Array(room);
  }

  clear(): void {
    this.#heads.fill(-1);
    this.#count = 0;
  }

  /** Compares a text with those that came into its bucket. */
  add(key: number, item: number, { isKnown, compare }: Comparison): void {
    const slot = key & this.#mask;
    let [compared, stands] = [0, false];
    for (let at = this.#heads[slot]!; at >= 0; at = this.#next[at]!) {
      if (this.#keys[at] !== key) continue;
      const other = this.#items[at]!;
      compared++;
      if (!isKnown(item, other)) compare(item, other);
      stands ||= isKnown(item, other);
    }
    if (compared < (stands ? ALL_COMPARED : MOST_COMPARED)) this.#insert(slot, key, item);
  }

  #insert(slot: number, key: number, item: number): void {
    if (this.#count === this.#keys.length) this.#grow();
    const at = this.#count++;
    this.#keys[at] = key;
    this.#items[at] = item;
    this.#next[at] = this.#heads[slot]!;
    this.#heads[slot] = at;
  }

  #grow(): void {
    const larger = 2 * this.#keys.length;
    const keys = new Uint32Array(larger);
    const items = new Int32Array(larger);
    const next = new Int32Array(larger);
    keys.set(this.#keys);
    items.set(this.#items);
    next.set(this.#next);
    [this.#keys, this.#items, this.#next] = [keys, items, next];
  }
}
