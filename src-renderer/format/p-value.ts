/** A probability as a test reports it: `.0312`; below a ten-thousandth in powers of ten, `4.2 · 10⁻⁷`. */
export function formatP(p: number): string {
  if (p >= 0.0001) return p.toFixed(4).replace(/^0/, '');
  return p.toExponential(1).replace('e-', ' · 10⁻').replace(/\d+$/, raised);
}

/** An exponent in raised figures. */
function raised(digits: string): string {
  return digits.replaceAll(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}
