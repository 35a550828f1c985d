import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Command, Option } from 'commander';
import { stepsOf } from '../../bench/case.ts';
import { cases } from '../../bench/cases/all.ts';
import { measuredSchema, measureVariant, variantOf } from '../../bench/measure.ts';
import { runBench, type BenchResult, type CaseResult, type Spread } from '../../bench/run.ts';
import { counted } from '../../counted.ts';
import type { DeviceChoice } from '../../engine/devices.ts';
import { deviceChoices } from '../../configs/all.ts';
import { choiceOption, wholeNumber } from './arguments.ts';
import { globalOptions } from './global-options.ts';
import { createOutput, type Output } from './output.ts';

interface BenchFlags {
  device: DeviceChoice;
  rounds: number;
  steps: number;
  only?: string[];
  variant?: string;
}

export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure training and encoding steps, against PyTorch where it is installed')
    .addOption(choiceOption('--device <device>', 'the device to measure', deviceChoices).default('cpu'))
    .option('--rounds <number>', 'rounds to measure', wholeNumber('--rounds', 1), 5)
    .option('--steps <number>', 'steps per round', wholeNumber('--steps', 1), 30)
    .addOption(
      choiceOption(
        '--only <case...>',
        'measure only these cases',
        cases.map(({ name }) => name),
      ),
    )
    .addOption(new Option('--variant <name>', 'measure one variant of the case in this process').hideHelp())
    .action(async (flags: BenchFlags, command: Command) => {
      const output = createOutput(globalOptions(command));
      if (flags.variant !== undefined) {
        const variant = variantOf(flags.only?.[0] ?? '', flags.variant);
        const measured = await measureVariant(variant, flags.device, flags.steps);
        // For the process that started this one.
        process.stdout.write(`${JSON.stringify(measured)}\n`);
        return;
      }
      const say = (line: string) => void process.stderr.write(`${line}\n`);
      const result = await runBench({
        ...flags,
        only: flags.only ?? [],
        measure: (benchCase, variant) =>
          inItsOwnProcess(benchCase.name, variant.name, {
            ...flags,
            steps: stepsOf(benchCase, flags.steps),
          }),
        say,
        onCase: (measured) => rowsOf(measured).forEach((row) => say(lineOf(row))),
      });
      show(output, result);
      output.result(result);
    });
}

/** This command line again, for one variant of one case. */
async function inItsOwnProcess(caseName: string, variant: string, { device, steps }: BenchFlags) {
  const flags = [
    '--only',
    caseName,
    '--variant',
    variant,
    '--device',
    device,
    '--steps',
    String(steps),
    '--json',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [process.argv[1]!, 'bench', ...flags]);
  return measuredSchema.parse(JSON.parse(stdout));
}

function show(output: Output, { machine, device, rounds, steps, cases: results }: BenchResult): void {
  output.say(`${counted(rounds, 'round')} of ${counted(steps, 'step')} on ${device}, ${machine}`);
  output.table(results.flatMap(rowsOf), head);
}

const head = [
  'case',
  'way',
  'ms per step',
  'samples / s',
  'peer / ours',
  'processor ms',
  'first step ms',
  'MiB',
  'peer / ours',
];

function rowsOf({ case: name, batch, peers, ways }: CaseResult): string[][] {
  const perSecond = ({ median }: Spread) => String(Math.round((1000 * batch) / median));
  const whole = (spread: Spread | null) => (spread ? String(Math.round(spread.median)) : '');
  return [
    ...peers.map((peer) => [
      name,
      peer.name,
      range(peer.ms),
      perSecond(peer.ms),
      '',
      whole(peer.cpuMs),
      '',
      mebibytes(peer.memory),
      '',
    ]),
    ...ways.map((way) => [
      name,
      way.name,
      range(way.ms),
      perSecond(way.ms),
      way.ratios.join(', '),
      whole(way.cpuMs),
      whole(way.firstMs),
      mebibytes(way.memory),
      way.memoryRatios.join(', '),
    ]),
  ];
}

/** A row as one line, while others are measured. */
function lineOf([name, way, ms, , ratio]: readonly string[]): string {
  return `  ${name}, ${way}: ${ms} ms${ratio ? `, the peers take ${ratio} times as long` : ''}`;
}

function range({ median, least, most }: Spread): string {
  return `${median} (${least} to ${most})`;
}

function mebibytes({ median }: Spread): string {
  return String(Math.round(median / 2 ** 20));
}
