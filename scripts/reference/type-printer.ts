import ts from 'typescript';

interface Key {
  name: string;
  optional: boolean;
  type: ts.Type;
  /** The alias that its declaration names: an inferred type has lost it. */
  alias: ts.Symbol | null;
  note: string;
}

/** Types that are documented in another place, by name. */
const elsewhere: Readonly<Record<string, string>> = {
  TrainConfig:
    '/** Every setting of the recipe by name; see the settings of the recipes. */\n' +
    'type TrainConfig = { recipe: string; [setting: string]: unknown };',
};

/** Prints types as JSON has them: without methods and undefined, each type of the project once under its name. */
export class TypePrinter {
  readonly #checker: ts.TypeChecker;
  readonly #root: string;
  readonly #names = new Map<ts.Type, string>();
  readonly #taken = new Map<string, ts.Type>();
  readonly #declared = new Map<string, string>();

  /** @param root folder of the project, whose types have names */
  constructor(checker: ts.TypeChecker, root: string) {
    this.#checker = checker;
    this.#root = root;
  }

  /** The declarations of all types that were named so far, by name. */
  declarations(): string[] {
    return [...this.#declared].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  }

  print(type: ts.Type, alias: ts.Symbol | null = null): string {
    const name = this.#nameOf(type, alias);
    return name ?? this.#structure(type);
  }

  keysOf(type: ts.Type): Key[] {
    return this.#checker.getPropertiesOfType(type).flatMap((property) => {
      const whole = this.#checker.getTypeOfSymbol(property);
      if (whole.getCallSignatures().length > 0) return [];
      const optional =
        (property.flags & ts.SymbolFlags.Optional) !== 0 ||
        (whole.isUnion() && whole.types.some((one) => (one.flags & ts.TypeFlags.Undefined) !== 0));
      const note = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
      return [{ name: property.name, optional, type: whole, alias: this.#aliasOf(property), note }];
    });
  }

  #aliasOf(property: ts.Symbol): ts.Symbol | null {
    const declaration = property.valueDeclaration;
    if (!declaration || !ts.isPropertySignature(declaration)) return null;
    const node = declaration.type;
    if (!node || !ts.isTypeReferenceNode(node) || node.typeArguments) return null;
    const symbol = this.#checker.getSymbolAtLocation(node.typeName);
    if (!symbol) return null;
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The name of an interface or alias of the project; declares it when it is first met. */
  #nameOf(type: ts.Type, alias: ts.Symbol | null): string | null {
    const known = this.#names.get(type);
    if (known !== undefined) return known;
    const symbol = alias ?? type.aliasSymbol ?? (type.flags & ts.TypeFlags.Object ? type.symbol : undefined);
    const declaration = symbol?.declarations?.[0];
    const isOurs =
      declaration &&
      (ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration)) &&
      !declaration.typeParameters &&
      declaration.getSourceFile().fileName.startsWith(this.#root) &&
      !declaration.getSourceFile().fileName.includes('/node_modules/');
    // Words of a fixed choice are shown where they are used, and so is a second type of one name.
    if (!symbol || !isOurs || !this.#isStructured(type) || this.#taken.has(symbol.name)) return null;
    const { name } = symbol;
    this.#names.set(type, name);
    this.#taken.set(name, type);
    const note = comment(ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)), '');
    this.#declared.set(name, elsewhere[name] ?? `${note}type ${name} = ${this.#structure(type)};`);
    return name;
  }

  #isStructured(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.some((one) => this.#isStructured(one));
    return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
  }

  #structure(type: ts.Type): string {
    if (type.flags & (ts.TypeFlags.Boolean | ts.TypeFlags.BooleanLiteral)) {
      return this.#checker.typeToString(type);
    }
    if (type.isUnion()) return this.#union(type);
    if (this.#checker.isTupleType(type)) {
      const parts = this.#checker.getTypeArguments(type as ts.TypeReference);
      return `[${parts.map((part) => this.print(part)).join(', ')}]`;
    }
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference);
      const text = item ? this.print(item) : 'unknown';
      return item?.isUnion() && text.includes('|') ? `(${text})[]` : `${text}[]`;
    }
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.#object(type);
    return this.#checker.typeToString(type);
  }

  #union(type: ts.UnionType): string {
    const present = type.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined));
    const isBoolean = (one: ts.Type) => (one.flags & ts.TypeFlags.BooleanLiteral) !== 0;
    const texts = present.filter((one) => !isBoolean(one)).map((one) => this.print(one));
    const booleans = present.filter(isBoolean);
    if (booleans.length === 2) texts.push('boolean');
    else texts.push(...booleans.map((one) => this.#checker.typeToString(one)));
    // The compiler's order of words changes with code that has nothing to do with them.
    const isWord = (text: string) => text.startsWith('"');
    const [words, others] = [texts.filter(isWord).sort(), texts.filter((text) => !isWord(text))];
    return [...new Set([...words, ...others])]
      .toSorted((a, b) => Number(a === 'null') - Number(b === 'null'))
      .join(' | ');
  }

  #object(type: ts.Type): string {
    const keys = this.keysOf(type);
    const values = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
    if (keys.length === 0) return values ? `Record<string, ${this.print(values)}>` : '{}';
    const lines = keys.map(({ name, optional, type: value, alias, note }) => {
      const key = /^[\w$]+$/.test(name) ? name : JSON.stringify(name);
      return `${comment(note, '  ')}  ${key}${optional ? '?' : ''}: ${this.print(value, alias)};`;
    });
    if (values) lines.push(`  [further: string]: ${this.print(values)};`);
    return `{\n${lines.join('\n')}\n}`;
  }
}

function comment(note: string, indent: string): string {
  const line = note.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? '' : `${indent}/** ${line} */\n`;
}
