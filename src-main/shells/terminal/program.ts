import { Command } from 'commander';
import { didYouMean } from '../../suggest.ts';
import { type CommandPart, parts } from './command-parts.ts';
import { addGlobalOptions, wantsJson } from './global-options.ts';
import { versions } from './versions.ts';

/**
 * The command line, to be parsed. It throws commander's errors instead of ending the process.
 * @param json errors are printed by whoever catches them
 * @param args what will be parsed: only the commands that it names are loaded, since each brings half the application;
 *   null: all of them
 */
export async function createProgram({
  json = false,
  args = null,
}: { json?: boolean; args?: readonly string[] | null } = {}): Promise<Command> {
  const program = new Command('contexture')
    .description('Study how news and tweets change the reading of a company.')
    .option('-V, --version', 'print the versions of Contexture, Node and ONNX Runtime, and the commit')
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      outputError: (text, write) => {
        if (!json) write(`contexture: ${sentenceOf(text)}\n`);
      },
      // The help that stands in for an error is no JSON.
      ...(json && { writeErr: () => {} }),
    });
  program.on('option:version', () => printVersions(wantsJson(process.argv)));
  const wanted = partsFor(args);
  for (const { load } of wanted) (await load())(program);
  addGlobalOptions(program);
  if (wanted === parts) (await import('./completion.ts')).addCompletion(program);
  return program;
}

/** The commands that arguments name, wherever they stand; all of them where the first word is none, as for the help. */
function partsFor(args: readonly string[] | null): readonly CommandPart[] {
  if (args === null) return parts;
  const first = args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '--workspace');
  if (first === undefined) return args.includes('--version') || args.includes('-V') ? [] : parts;
  const named = parts.filter(({ names }) => names.some((name) => args.includes(name)));
  return named.some(({ names }) => names.includes(first)) ? named : parts;
}

/** What was wrong where commander prints the help instead of saying it. */
export function whyHelp(args: readonly string[], program: Command): string {
  const [first, name = ''] = args.filter((arg) => !arg.startsWith('-'));
  const whole = program.commands.find((command) => command.name() === first && command.commands.length > 0);
  if (whole !== undefined) return `no command was given. "contexture ${whole.name()} --help" lists them`;
  if (first !== 'help') return 'no command was given. "contexture --help" lists them';
  const names = program.commands.map((command) => command.name());
  return `unknown command '${name}'.${didYouMean(name, names).replaceAll('"', '')}`.replace(/\.$/, '');
}

/** commander's message as one line, as our own are. */
export function sentenceOf(message: string): string {
  return message
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\(Did you mean (?:one of )?(.+?)\?\)$/, '. Did you mean $1?');
}

function printVersions(json: boolean): never {
  const { contexture, commit, node, onnxruntime } = versions();
  process.stdout.write(
    json
      ? `${JSON.stringify({ contexture, commit, node, onnxruntime })}\n`
      : `contexture ${contexture}${commit === null ? '' : ` (commit ${commit})`}\n` +
          `Node ${node}\nONNX Runtime ${onnxruntime ?? 'is not installed'}\n`,
  );
  process.exit(0);
}
