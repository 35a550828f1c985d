/** Sets of small numbers that are joined; each is known by its smallest member. */
export class DisjointSets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  smallest(member: number): number {
    const parent = this.#parent;
    let root = member;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.smallest(a), this.smallest(b)];
    this.#parent[Math.max(x, y)] = Math.min(x, y);
  }
}
