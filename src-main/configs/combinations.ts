/** All combinations of the values; those of the last setting change fastest. */
export function combinationsOf<V>(settings: readonly { setting: string; values: readonly V[] }[]) {
  return settings.reduce<Record<string, V>[]>(
    (begun, { setting, values }) =>
      begun.flatMap((one) => values.map((value) => ({ ...one, [setting]: value }))),
    [{}],
  );
}
