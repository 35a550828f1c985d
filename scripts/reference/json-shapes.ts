/** What each command prints with `--json`, read from the types of its source. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { TypePrinter } from './type-printer.ts';

const root = join(import.meta.dirname, '../..');
const terminal = join(root, 'src-main/shells/terminal');

export interface JsonShape {
  /** As TypeScript. */
  text: string;
  /** Keys of the object that are always there, and those that may be. */
  required: string[];
  optional: string[];
}

export interface JsonShapes {
  /** By the name of the command; where it prints one object or another, all of them. */
  commands: ReadonlyMap<string, JsonShape[]>;
  /** Declarations of the types that the shapes name. */
  types: readonly string[];
  /** Calls of `result` that no command was found for: a mistake of this program. */
  unattributed: readonly string[];
}

export function jsonShapes(): JsonShapes {
  const program = openProgram();
  const checker = program.getTypeChecker();
  const printer = new TypePrinter(checker, root);
  const commands = new Map<string, JsonShape[]>();
  const attributed = new Set<ts.Node>();
  const sources = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(terminal));
  for (const source of sources) {
    for (const action of callsOf(source, 'action')) {
      const name = commandOf(action, checker);
      const [body] = action.arguments;
      if (name === null || !body) continue;
      const results = resultsWithin(body, checker);
      for (const call of results) attributed.add(call);
      const shapes = results.flatMap((call) => shapesOf(call, checker, printer));
      const known = commands.get(name) ?? [];
      commands.set(name, [...known, ...shapes.filter(({ text }) => known.every((one) => one.text !== text))]);
    }
  }
  const unattributed = sources.flatMap((source) =>
    resultCalls(source, checker)
      .filter((call) => !attributed.has(call))
      .map((call) => `${source.fileName}: ${call.getText()}`),
  );
  return { commands, types: printer.declarations(), unattributed };
}

function openProgram(): ts.Program {
  const path = join(root, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  // Commands are loaded when they are named, so the compiler is given each of them.
  const files = readdirSync(terminal)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .toSorted();
  return ts.createProgram(
    files.map((file) => join(terminal, file)),
    options,
  );
}

/** Calls of a method of this name. */
function callsOf(node: ts.Node, method: string): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (child: ts.Node) => {
    if (
      ts.isCallExpression(child) &&
      ts.isPropertyAccessExpression(child.expression) &&
      child.expression.name.text === method
    ) {
      found.push(child);
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

/** `output.result(...)` */
function resultCalls(node: ts.Node, checker: ts.TypeChecker): ts.CallExpression[] {
  return callsOf(node, 'result').filter(
    ({ expression }) =>
      ts.isPropertyAccessExpression(expression) &&
      checker.getTypeAtLocation(expression.expression).symbol?.name === 'Output',
  );
}

/** The command whose action this sets: the name that the chain of calls before it begins with. */
function commandOf(action: ts.CallExpression, checker: ts.TypeChecker): string | null {
  return commandAt(action.expression, checker);
}

function commandAt(from: ts.Expression, checker: ts.TypeChecker): string | null {
  let at: ts.Expression | undefined = from;
  while (at) {
    if (ts.isPropertyAccessExpression(at)) at = at.expression;
    else if (ts.isCallExpression(at)) {
      const first: ts.Expression | undefined = at.arguments[0];
      const { expression } = at;
      if (ts.isIdentifier(expression)) {
        // A function that adds options to the command that it is given.
        at = first;
      } else if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'command') {
        if (!first || !ts.isStringLiteralLike(first)) return null;
        // A command within another one.
        const outer = commandAt(expression.expression, checker);
        const own = first.text.split(' ')[0] ?? '';
        return outer === null ? own : `${outer} ${own}`;
      } else at = expression;
    } else if (ts.isIdentifier(at)) {
      const declaration = checker.getSymbolAtLocation(at)?.valueDeclaration;
      at = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    } else return null;
  }
  return null;
}

/** The results that an action prints, itself or through the functions of the shells that it names. */
function resultsWithin(action: ts.Node, checker: ts.TypeChecker): ts.CallExpression[] {
  const seen = new Set<ts.Node>();
  const found: ts.CallExpression[] = [];
  const enter = (node: ts.Node) => {
    if (seen.has(node)) return;
    seen.add(node);
    found.push(...resultCalls(node, checker));
    const visit = (child: ts.Node) => {
      if (ts.isIdentifier(child)) {
        const body = functionOf(child, checker);
        if (body) enter(body);
      }
      ts.forEachChild(child, visit);
    };
    visit(node);
  };
  enter(action);
  return [...new Set(found)];
}

function functionOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Node | null {
  let symbol = checker.getSymbolAtLocation(name);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declaration = symbol?.valueDeclaration;
  if (!declaration?.getSourceFile().fileName.startsWith(terminal)) return null;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return value && ts.isArrowFunction(value) ? value : null;
}

function shapesOf(call: ts.CallExpression, checker: ts.TypeChecker, printer: TypePrinter): JsonShape[] {
  const [value] = call.arguments;
  if (!value) return [];
  const type = checker.getTypeAtLocation(value);
  return (type.isUnion() ? type.types : [type]).map((one) => {
    const keys = printer.keysOf(one);
    return {
      text: printer.print(one),
      required: keys.filter(({ optional }) => !optional).map(({ name }) => name),
      optional: keys.filter(({ optional }) => optional).map(({ name }) => name),
    };
  });
}
