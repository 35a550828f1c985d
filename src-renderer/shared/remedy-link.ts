import type { RouteLocationRaw } from 'vue-router';
import type { Remedy } from '../../src-main/api/types.ts';

/** Where a remedy is done in the window, and what the link to it says. */
export interface RemedyLink {
  label: string;
  to: RouteLocationRaw;
}

const imported = {
  files: 'Import files',
  texts: 'Import texts',
  labels: 'Import labels',
  prices: 'Import prices',
} as const;

const lists = {
  checkpoints: { label: 'See all checkpoints', to: '/settings' },
  companies: { label: 'See all tickers', to: '/tickers' },
  recipes: { label: 'See all recipes', to: '/train' },
  runs: { label: 'See all runs', to: '/runs' },
  sources: { label: 'See all imported files', to: '/library' },
} as const;

/** The link of a remedy; null: it is something to set, or it can be done from the command line only. */
export function remedyLink(remedy: Remedy): RemedyLink | null {
  if (!('action' in remedy) || remedy.action === 'predict' || remedy.action === 'repair') return null;
  if (remedy.action === 'list') return lists[remedy.what];
  if (remedy.action === 'add-checkpoint') {
    const { checkpoint } = remedy;
    const query = checkpoint === null ? {} : { add: checkpoint };
    return {
      label: checkpoint === null ? 'Add a checkpoint' : `Add ${checkpoint}`,
      to: { path: '/settings', query },
    };
  }
  if (remedy.action === 'label') return { label: 'Choose a run to label texts', to: '/runs' };
  if (remedy.action === 'import') {
    const query = remedy.scheme === undefined ? {} : { labels: remedy.scheme };
    return { label: imported[remedy.what], to: { path: '/library', query } };
  }
  if (remedy.action === 'resume') {
    const { run } = remedy;
    return { label: `Resume run ${run}`, to: { path: `/runs/${run}`, query: { to: 'resume' } } };
  }
  const { recipe, settings = {} } = remedy;
  const set = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return {
    label: `Train ${recipe}`,
    to: { path: '/train', query: { recipe, ...(set.length > 0 && { set }) } },
  };
}

/** What the button says that leads to the control of a setting. */
const controls: Readonly<Record<string, string>> = {
  earlier: 'As last time',
  as: 'Choose the kind of file',
  bins: 'Set the bins',
  columns: 'Choose the columns',
  dates: 'Choose the order of days',
  decimal: 'Choose the decimal mark',
  delimiter: 'Choose the delimiter',
  encoding: 'Choose the encoding',
  'heading-line': 'Choose the heading line',
  labels: 'Name the label scheme',
  name: 'Choose another name',
  quotes: 'Choose the use of quotes',
  sparse: 'Study it all the same',
  ticker: 'Name the ticker',
  zone: 'Name the time zone',
};

/** Stands for all settings of an earlier file of the same shape, which one button of the preview sets. */
export const EARLIER = 'earlier';

/** Settings that have a control in the window, each once, in the order of the remedies. */
export function settingControls(remedies: readonly Remedy[]): { setting: string; label: string }[] {
  const settings = new Set(
    remedies.flatMap((remedy) =>
      'setting' in remedy ? [remedy.setting] : 'earlier' in remedy ? [EARLIER] : [],
    ),
  );
  return [...settings].flatMap((setting) => {
    const label = controls[setting];
    return label === undefined ? [] : [{ setting, label }];
  });
}
