/** A pivot that is this small beside the column that it is of, is rounding: the column depends on those before it. */
const rounding = 1e-12;

/**
 * An orthonormal basis of the columns, by the Cholesky factor of their products, twice (CholeskyQR2, Fukaya et al.,
 * 2014): of a tall matrix much faster than by reflections. A column that depends on those before it becomes zeros.
 *
 * @param columns (rows, width), row by row
 * @returns (rows, width)
 */
export function orthonormal(columns: Float64Array, rows: number, width: number): Float64Array {
  return onceMore(onceMore(columns, rows, width), rows, width);
}

function onceMore(columns: Float64Array, rows: number, width: number): Float64Array {
  const { factor, kept } = cholesky(productsOf(columns, rows, width), width);
  const found = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    for (let i = 0; i < width; i++) {
      if (!kept[i]) continue;
      let value = columns[start + i]!;
      for (let j = 0; j < i; j++) value -= found[start + j]! * factor[i * width + j]!;
      found[start + i] = value / factor[i * width + i]!;
    }
  }
  return found;
}

/** The products of the columns with one another, (width, width). */
export function productsOf(columns: Float64Array, rows: number, width: number): Float64Array {
  const products = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    for (let i = 0; i < width; i++) {
      const value = columns[start + i]!;
      if (value === 0) continue;
      for (let j = i; j < width; j++) products[i * width + j]! += value * columns[start + j]!;
    }
  }
  for (let i = 0; i < width; i++)
    for (let j = 0; j < i; j++) products[i * width + j] = products[j * width + i]!;
  return products;
}

/** The lower factor of symmetric products; columns whose pivot is rounding are left out of it. */
function cholesky(products: Float64Array, width: number): { factor: Float64Array; kept: boolean[] } {
  const factor = new Float64Array(width * width);
  const kept: boolean[] = [];
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) {
      if (!kept[j]) continue;
      let sum = products[i * width + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * width + k]! * factor[j * width + k]!;
      factor[i * width + j] = sum / factor[j * width + j]!;
    }
    const own = products[i * width + i]!;
    let pivot = own;
    for (let k = 0; k < i; k++) pivot -= factor[i * width + k]! ** 2;
    kept.push(pivot > rounding * own && pivot > 0);
    factor[i * width + i] = kept[i] ? Math.sqrt(pivot) : 0;
  }
  return { factor, kept };
}
