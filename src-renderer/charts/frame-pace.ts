/** Milliseconds of a frame that is too long, and of one that had time left: a screen shows sixty a second. */
const LONG_MS = 34;
const SHORT_MS = 20;
/** Points of a frame, at least and at most. */
const LEAST = 30_000;
const MOST = 2_000_000;
/** By which they grow after a short frame. */
const GROWTH = 1.25;

/** How many points a frame has time for, by how long those before took. */
export class FramePace {
  #points: number;
  #wasLong = false;

  /** @param drawnBy the graphics card, which starts with the most, or the processor, with the least */
  constructor(drawnBy: 'card' | 'processor') {
    this.#points = drawnBy === 'card' ? MOST : LEAST;
  }

  get points(): number {
    return this.#points;
  }

  /**
   * Two long frames, one after the other, are no accident: the next ones draw as much less as they were too long. The
   * last frame of a picture says nothing: it has only what was left, and takes as long as any frame takes.
   *
   * @param took milliseconds until the frame after it came
   * @param share of the picture: all of it, as many points as there was time for, or what was left
   */
  measure(took: number, points: number, share: 'all' | 'full' | 'left'): void {
    if (share === 'left') return;
    const isLong = took > LONG_MS;
    if (isLong && this.#wasLong) this.#points = Math.max(LEAST, (points * LONG_MS) / took);
    else if (took < SHORT_MS && share === 'full') this.#points = Math.min(MOST, this.#points * GROWTH);
    this.#wasLong = isLong;
  }
}
