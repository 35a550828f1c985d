/** What the classes of a label scheme are called, where its labels are numbers or codes. */
export interface ClassName {
  scheme: string;
  /** The label as it is stored. */
  value: string;
  name: string;
}

/** What a class is called, where it has a name; else its label as it is stored. */
export type NameOf = (value: string) => string;

/** The names of one scheme's classes; null: of no scheme, whose classes are called as they are stored. */
export function namesIn(all: readonly ClassName[], scheme: string | null): NameOf {
  const names = new Map(
    all.filter((one) => one.scheme === scheme).map(({ value, name }) => [value, name] as const),
  );
  return (value) => names.get(value) ?? value;
}

/** A class with its name and its label, `earnings (5)`: where both are of use, and there is room. */
export function withValue(value: string, nameOf: NameOf): string {
  const name = nameOf(value);
  return name === value ? value : `${name} (${value})`;
}

/** What a measure is called, `F1 of earnings`: one of a class by the name of that. */
export function namedMeasure(
  { name, ofClass }: { name: string; ofClass?: string | undefined },
  nameOf: NameOf,
): string {
  return ofClass === undefined ? name : name.slice(0, -ofClass.length) + nameOf(ofClass);
}
