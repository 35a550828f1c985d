import type { Command } from 'commander';
import { resolve } from 'node:path';
import { type ExportFormat, exportFormats } from '../../export/format-names.ts';
import { choiceOption, wholeNumber } from './arguments.ts';
import { runArgument } from './run-argument.ts';
import { noteUnfinished } from './unfinished-run.ts';
import type { Session } from './session.ts';
import { withSession } from './with-session.ts';

interface ExportOptions {
  format: ExportFormat;
  out?: string;
  batch: number;
  tokens?: number;
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('export a run to a new folder, for use in other programs')
    .argument('<run>', 'the run', runArgument)
    .addOption(
      choiceOption(
        '--format <format>',
        'onnx: a model with its weights; tsv, csv, npy, parquet: vectors',
        exportFormats,
      ).makeOptionMandatory(),
    )
    .option('--out <folder>', 'the folder to create; default: run-RUN-FORMAT')
    .option('--batch <examples>', 'onnx: examples per call', wholeNumber('--batch', 1), 1)
    .option(
      '--tokens <count>',
      'onnx: tokens per text; default: as many as the run read',
      wholeNumber('--tokens', 1),
    )
    .action((run: number, options: ExportOptions, command: Command) =>
      withSession((session) => write(session, run, options), command),
    );
}

async function write(session: Session, run: number, options: ExportOptions): Promise<void> {
  noteUnfinished(session, run);
  const { output, ask } = session;
  const { format, batch, tokens = null, out = `run-${run}-${format}` } = options;
  const exported = await ask('export', { run, format, batch, tokens, out: resolve(out) });
  output.say(`run ${run} (${exported.recipe}) is in ${exported.folder}: ${exported.files.join(', ')}`);
  output.result(exported);
}
