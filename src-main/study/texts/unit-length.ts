/** Shorter vectors are rounding: they have no direction. */
const shortest = 1e-9;

/** The same direction at length 1; zeros where there is none. */
export function atUnitLength(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return length < shortest ? new Float64Array(vector.length) : vector.map((value) => value / length);
}
