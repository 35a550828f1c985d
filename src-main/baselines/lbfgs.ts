/** Limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.5) for smooth convex functions. */

/** Writes the gradient at `point` into `gradient` and returns the value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Stop when no entry of the gradient is larger. */
  tolerance: number;
  maxIterations: number;
  signal?: AbortSignal | undefined;
  /** Called before every iteration, from 0. */
  onIteration?: ((iteration: number) => void) | undefined;
}

/** Memory that past steps may take; with very many parameters fewer of them are kept. */
const historyBytes = 256 * 2 ** 20;
const longestHistory = 10;
/** Share of the promised decrease that a step must bring (Armijo). */
const sufficientDecrease = 1e-4;
const longestPauseMs = 20;

/** Minimises from `start`, which is left as it is. Lets others run between iterations. */
export async function lbfgs(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions,
): Promise<Float64Array> {
  const size = start.length;
  const kept = Math.max(3, Math.min(longestHistory, Math.floor(historyBytes / (16 * size))));
  const past: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  let point: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(size);
  let value = objective(point, gradient);
  let paused = performance.now();

  for (let iteration = 0; iteration < options.maxIterations; iteration++) {
    if (largest(gradient) <= options.tolerance) break;
    if (performance.now() - paused > longestPauseMs) {
      await new Promise((resolve) => setImmediate(resolve));
      paused = performance.now();
    }
    options.signal?.throwIfAborted();
    options.onIteration?.(iteration);

    const direction = newtonDirection(gradient, past);
    const slope = dot(direction, gradient);
    let length = past.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next = moved(point, direction, length);
    const nextGradient: Float64Array = new Float64Array(size);
    let nextValue = objective(next, nextGradient);
    while (!(nextValue <= value + sufficientDecrease * length * slope) && length > 1e-12) {
      length /= 2;
      next = moved(point, direction, length);
      nextValue = objective(next, nextGradient);
    }
    // No decrease is left in double precision.
    if (!(nextValue < value)) break;

    const step = moved(next, point, -1);
    const change = moved(nextGradient, gradient, -1);
    const curvature = dot(step, change);
    if (curvature > 0) past.push({ step, change, curvature });
    if (past.length > kept) past.shift();
    point = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return point;
}

/** The two-loop recursion: minus the approximated inverse Hessian times the gradient. */
function newtonDirection(
  gradient: Float64Array,
  past: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map((entry) => -entry);
  const shares: number[] = [];
  for (const { step, change, curvature } of past.toReversed()) {
    const share = dot(step, direction) / curvature;
    shares.push(share);
    add(direction, change, -share);
  }
  const last = past.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at]! *= scale;
  }
  for (const { step, change, curvature } of past)
    add(direction, step, shares.pop()! - dot(change, direction) / curvature);
  return direction;
}

function moved(from: Float64Array, by: Float64Array, times: number): Float64Array {
  const result = Float64Array.from(from);
  add(result, by, times);
  return result;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += times * what[at]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function largest(values: Float64Array): number {
  let found = 0;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}
