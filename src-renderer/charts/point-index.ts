import { extent } from './equal-scale.ts';

/** Cells of a side, at most. */
const mostCells = 1024;

/** Finds points of a plane by their place: they are listed by the cell of a grid that they lie in. */
export class PointIndex {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #side: number;
  readonly #low: readonly [x: number, y: number];
  readonly #cell: readonly [width: number, height: number];
  /** Where the points of each cell start in the other list, (side² + 1). */
  readonly #starts: Int32Array;
  readonly #points: Int32Array;

  constructor(x: Float32Array, y: Float32Array) {
    this.#x = x;
    this.#y = y;
    this.#side = Math.max(1, Math.min(mostCells, Math.ceil(Math.sqrt(x.length))));
    const [wide, high] = [extent(x), extent(y)];
    this.#low = [wide.low, high.low];
    this.#cell = [(wide.high - wide.low) / this.#side || 1, (high.high - high.low) / this.#side || 1];
    const cells = Int32Array.from(
      x,
      (_, at) => this.#cellOf(x[at]!, 0) + this.#side * this.#cellOf(y[at]!, 1),
    );
    this.#starts = new Int32Array(this.#side ** 2 + 1);
    for (const cell of cells) this.#starts[cell + 1]!++;
    for (let cell = 0; cell < this.#side ** 2; cell++) this.#starts[cell + 1]! += this.#starts[cell]!;
    const next = this.#starts.slice();
    this.#points = new Int32Array(x.length);
    for (const [at, cell] of cells.entries()) this.#points[next[cell]!++] = at;
  }

  /**
   * The nearest of those that are shown; null: none is within reach. Of several in one place it is the last.
   *
   * @param reach in the units of the plane
   */
  nearest(x: number, y: number, reach: number, isShown: (point: number) => boolean): number | null {
    let found: number | null = null;
    let least = reach * reach;
    for (let row = this.#cellOf(y - reach, 1); row <= this.#cellOf(y + reach, 1); row++) {
      for (let column = this.#cellOf(x - reach, 0); column <= this.#cellOf(x + reach, 0); column++) {
        const cell = row * this.#side + column;
        for (let at = this.#starts[cell]!; at < this.#starts[cell + 1]!; at++) {
          const point = this.#points[at]!;
          const squared = (this.#x[point]! - x) ** 2 + (this.#y[point]! - y) ** 2;
          if (squared > least || !isShown(point)) continue;
          found = point;
          least = squared;
        }
      }
    }
    return found;
  }

  #cellOf(value: number, axis: 0 | 1): number {
    const cell = Math.floor((value - this.#low[axis]) / this.#cell[axis]);
    return Math.max(0, Math.min(this.#side - 1, cell));
  }
}
