import type { Command } from 'commander';
import { ShellCompDirective } from '@bomb.sh/tab';
import tab from '@bomb.sh/tab/commander';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

/**
 * Adds the command `complete`: with the name of a shell it prints a script for it; that script asks
 * `complete -- WORDS`. Both are those of @bomb.sh/tab, but where they would make a shell worse than it was.
 */
export function addCompletion(program: Command): void {
  const root = tab(program);
  const suggest = root.parse.bind(root);
  root.parse = (words) => {
    const lines = printedBy(() => suggest(words));
    // Where nothing is known to fit, as of a path, the shell offers its files; the library forbids it always.
    const last = lines.length === 1 ? `:${ShellCompDirective.ShellCompDirectiveDefault}` : lines.at(-1);
    process.stdout.write(`${[...lines.slice(0, -1), last].join('\n')}\n`);
  };
  const printScript = root.setup.bind(root);
  root.setup = (name, executable, shell) => {
    const script = printedBy(() => printScript(name, executable, shell)).join('\n');
    process.stdout.write(`${shell === 'bash' ? forEveryBash(script) : script}\n`);
  };
  program.commands
    .find((command) => command.name() === 'complete')
    ?.description('print a script that completes commands and options in your shell')
    .hook('preAction', ({ args }) => checkShell(args));
}

/** @throws UserError where no words are to be completed, and no shell that is known is named. */
function checkShell([shell = '']: readonly string[]): void {
  if (process.argv.includes('--') || shells.includes(shell)) return;
  const sentence = `complete takes the name of a shell (${shells.join(', ')})`;
  throw new UserError(
    'use',
    shell === '' ? sentence : `${sentence}, not "${shell}".${didYouMean(shell, shells)}`,
  );
}

/** Without the package bash-completion, read twice in one session, and with files beside what the program knows. */
function forEveryBash(script: string): string {
  return script
    .replaceAll(/^readonly (?=ShellCompDirective)/gm, '')
    .replace(
      /^( *)_get_comp_words_by_ref .*$/m,
      (call, indent: string) =>
        `${indent}if declare -F _get_comp_words_by_ref >/dev/null; then\n${call}\n${indent}else\n` +
        `${indent}words=("\${COMP_WORDS[@]}") cword=$COMP_CWORD\n` +
        `${indent}cur=\${words[cword]} prev=\${words[cword - 1]}\n${indent}fi`,
    )
    .replace(/^complete -F (?=\S+ )/m, 'complete -o default -F ');
}

/** The lines that the library prints by console.log, which it does at once. */
function printedBy(print: () => void): string[] {
  const { log } = console;
  const lines: string[] = [];
  console.log = (text: unknown) => void lines.push(String(text));
  try {
    print();
  } finally {
    console.log = log;
  }
  return lines;
}
