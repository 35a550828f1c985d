import type { ActionRemedy, EarlierRemedy, Remedy, SettingRemedy } from '../../remedies.ts';
import { listed } from '../../configs/setting-values.ts';

/** A problem as it is thrown, stored or reported. */
export interface Remediable {
  message: string;
  remedies?: readonly Remedy[];
}

/**
 * A problem with what helps, as options and commands: `... Say which: --dates mdy or --dates dmy.` A command comes
 * last and has no full stop, so that it can be copied.
 *
 * @param workspace the folder that commands must name; null: they open the right one by default
 */
export function withRemedies(
  { message, remedies = [] }: Remediable,
  workspace: string | null = null,
): string {
  const settings = settingSentence(remedies.filter((remedy) => 'setting' in remedy));
  const actions = actionSentence(
    remedies.filter((remedy) => 'action' in remedy),
    workspace,
  );
  const earlier = earlierSentence(remedies.filter((remedy) => 'earlier' in remedy));
  const asked = earlier === null || settings === null ? (earlier ?? settings) : otherwise(earlier, settings);
  if (asked === null && actions === null) return message;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return [sentence, asked, actions].filter((part) => part !== null).join(' ');
}

/** What is done with a setting whose values are the user's to choose; of all others: "set --NAME". */
const choosing: Readonly<Record<string, string>> = {
  workspace: 'choose a folder with --workspace',
  out: 'name another one with --out',
  rejects: 'name another file with --rejects',
  force: 'overwrite it with --force',
  yes: 'confirm it with --yes',
  name: 'give the name with --name',
  labels: 'name another scheme with --labels',
  sparse: 'study it all the same with --sparse',
};

function settingSentence(remedies: readonly SettingRemedy[]): string | null {
  const [first] = remedies;
  if (first === undefined) return null;
  if (remedies.length === 1 && first.values.length > 1) return `Say which: ${optionsOf(first)}.`;
  const sentences = remedies.map((remedy) => {
    if (remedy.values.length > 0) return `use ${optionsOf(remedy)}`;
    return choosing[remedy.setting] ?? `set --${remedy.setting}`;
  });
  return `${capital(sentences.join(', or '))}.`;
}

/** All options of an earlier file at once, so that they can be copied. */
function earlierSentence(remedies: readonly EarlierRemedy[]): string | null {
  if (remedies.length === 0) return null;
  const options = remedies.map(({ earlier }) =>
    earlier.map(({ setting, value }) => `--${setting} ${quoted(value)}`).join(' '),
  );
  return `To read it as last time, use ${options.join(', or use ')}.`;
}

function otherwise(earlier: string, settings: string): string {
  return `${earlier.slice(0, -1)}; otherwise ${settings[0]!.toLowerCase()}${settings.slice(1)}`;
}

/** Settings of recipes, which have no option of their own. */
const ofRecipes: ReadonlySet<string> = new Set(['embargo', 'frozenLayers', 'maskRules', 'precision']);

function optionsOf({ setting, values }: SettingRemedy): string {
  const option = (value: string) =>
    ofRecipes.has(setting) ? `--set ${quoted(`${setting}=${value}`)}` : `--${setting} ${quoted(value)}`;
  return listed(values.map(option), 'or');
}

function actionSentence(remedies: readonly ActionRemedy[], workspace: string | null): string | null {
  if (remedies.length === 0) return null;
  const end = workspace === null ? '' : ` --workspace ${quoted(workspace)}`;
  // Checkpoints are those of the machine, whatever the workspace.
  const endOf = (isOfMachine: boolean) => (isOfMachine ? '' : end);
  const lists = remedies.filter((remedy) => remedy.action === 'list');
  const commands = remedies
    .filter((remedy) => remedy.action !== 'list')
    .map((remedy) => {
      const last = endOf(remedy.action === 'add-checkpoint');
      return `${purposeOf(remedy)} with: ${commandOf(remedy)}${last}`;
    });
  const sentences = lists.map(({ what }) => {
    const command = what === 'checkpoints' ? 'checkpoint list' : what;
    return `"contexture ${command}${endOf(what === 'checkpoints')}" lists ${shown[what]}.`;
  });
  if (commands.length > 0) sentences.push(capital(commands.join('; ')));
  return sentences.join(' ');
}

const shown = {
  checkpoints: 'the checkpoints of this machine',
  companies: 'the tickers',
  recipes: 'the recipes',
  runs: 'all runs',
  sources: 'the imported files',
} as const;

type Doing = Exclude<ActionRemedy, { action: 'list' }>;

const imported = {
  files: 'import something',
  texts: 'import texts',
  labels: 'import labels',
  prices: 'import daily prices',
} as const;

const done = {
  'add-checkpoint': 'add it',
  train: 'train a model',
  resume: 'resume it',
  label: 'label more texts',
  predict: 'predict its texts without their labels',
  repair: 'repair it',
} as const satisfies Record<Exclude<Doing['action'], 'import'>, string>;

function purposeOf(remedy: Doing): string {
  if (remedy.action === 'add-checkpoint' && remedy.checkpoint === null) return 'add one';
  return remedy.action === 'import' ? imported[remedy.what] : done[remedy.action];
}

function commandOf(remedy: Doing): string {
  if (remedy.action === 'import') {
    if (remedy.what !== 'labels') return 'contexture import FILE';
    return `contexture import FILE --labels ${remedy.scheme === undefined ? 'SCHEME' : quoted(remedy.scheme)}`;
  }
  if (remedy.action === 'train') {
    const settings = Object.entries(remedy.settings ?? {});
    const set = settings.map(([name, value]) => ` --set ${quoted(`${name}=${value}`)}`);
    return `contexture train ${remedy.recipe}${set.join('')}`;
  }
  if (remedy.action === 'resume') return `contexture train --resume ${remedy.run}`;
  if (remedy.action === 'label') return 'contexture label RUN';
  if (remedy.action === 'repair') return 'contexture check --repair';
  if (remedy.action === 'add-checkpoint') {
    return `contexture checkpoint add ${remedy.checkpoint === null ? 'FILE' : quoted(remedy.checkpoint)}`;
  }
  return `contexture predict RUN --file ${quoted(remedy.file)}`;
}

/** A value as a shell takes it. */
function quoted(value: string): string {
  if (/^[\w./\\:@%+=,-]+$/.test(value)) return value;
  return process.platform === 'win32' ? `"${value}"` : `'${value.replaceAll("'", "'\\''")}'`;
}

function capital(sentence: string): string {
  return `${sentence[0]?.toUpperCase()}${sentence.slice(1)}`;
}
