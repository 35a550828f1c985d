import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addReadingOptions, readingOf } from './reading-options.ts';

function parse(...args: string[]): ReturnType<typeof readingOf> {
  const command = addReadingOptions(new Command()).exitOverride();
  return readingOf(command.parse(args, { from: 'user' }).opts());
}

test('what is not said is left to be recognised', () => {
  expect(parse()).toEqual({
    encoding: null,
    delimiter: null,
    quoted: null,
    heading: null,
    dates: null,
    zone: null,
    decimal: null,
    ticker: null,
    bins: null,
    columns: {},
  });
});

test('every option says one thing of how a file is to be read', () => {
  const said = parse(
    '--encoding=windows-1252',
    '--delimiter=tab',
    '--quotes=text',
    '--heading-line=0',
    '--dates=dmy',
    '--zone=America/New_York',
    '--decimal=comma',
    '--ticker=SPY',
    '--bins=-0.05,0.05',
    '--columns=text=original,label=2+emo label,author=',
  );
  expect(said).toEqual({
    encoding: 'windows-1252',
    delimiter: '\t',
    quoted: false,
    heading: 0,
    dates: 'dmy',
    zone: 'America/New_York',
    decimal: 'comma',
    ticker: 'SPY',
    bins: [-0.05, 0.05],
    // No column is the author.
    columns: { text: ['original'], label: ['2', 'emo label'], author: [] },
  });
});

test('what cannot be meant is answered with what can', () => {
  expect(() => parse('--delimiter', 'ab')).toThrow(/takes one character, several signs or comma, tab/);
  expect(() => parse('--columns', 'mood=2')).toThrow(/not "mood=2"; roles are text, label/);
  expect(() => parse('--columns', 'text')).toThrow(/not "text"/);
  for (const bins of ['0.5,-0.5', '1,1', 'low', '1,', '']) {
    expect(() => parse('--bins', bins)).toThrow(
      `--bins takes numbers in ascending order, such as -0.05,0.05, not "${bins}"`,
    );
  }
  // A bound below zero is no option.
  expect(parse('--bins', '-0.5,0.5').bins).toEqual([-0.5, 0.5]);
});
