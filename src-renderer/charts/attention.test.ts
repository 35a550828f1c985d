import { describe, expect, it } from 'vitest';
import {
  attentionHeatmapOption,
  attentionTable,
  cellText,
  heatmapCaption,
  heatmapColumns,
  heatmapFigure,
  heatmapHeight,
} from './attention-heatmap.ts';
import { headRows, textShare, tokenWeight } from './attention.ts';
import { explanation, palette } from './fixtures.testing.ts';

describe('attention', () => {
  it('has a row for every head and one for their mean', () => {
    expect(headRows(explanation)).toEqual([0, 1, 'mean']);
    expect(headRows({ ...explanation, heads: 1 })).toEqual([0]);
  });

  it('of a head over all texts is one, and so is the mean', () => {
    for (const head of headRows(explanation)) {
      expect(explanation.items.reduce((sum, item) => sum + textShare(item, head), 0)).toBe(1);
    }
  });

  it('averages over heads', () => {
    const [old] = explanation.items;
    expect(tokenWeight(old!, 'mean', 0)).toBe((0.5 + 0.125) / 2);
  });
});

describe('the heatmap', () => {
  const all = { unit: 'tokens', only: null, width: 700 } as const;

  it('has a column for every context token, oldest text first', () => {
    expect(heatmapColumns(explanation, all).map(({ label, item }) => [label, item])).toEqual([
      ['old', 0],
      ['news', 0],
      ['new', 1],
    ]);
  });

  it('names texts by their place in the window and their age', () => {
    const columns = heatmapColumns(explanation, { ...all, unit: 'texts' });
    expect(columns.map(({ label }) => label)).toEqual(['2 · 2 h', '1 · 1 min']);
  });

  it('shows one text alone when asked', () => {
    expect(heatmapColumns(explanation, { ...all, only: 1 }).map(({ label }) => label)).toEqual(['new']);
  });

  it('writes values only where a cell has room for them', () => {
    const shows = (width: number): unknown => {
      const { series } = attentionHeatmapOption(explanation, { ...all, width }, palette);
      return (Array.isArray(series) ? series : []).map((one) => one.label?.show);
    };
    expect(shows(700)).toEqual([true]);
    expect(shows(120)).toEqual([false]);
  });

  it('has in a file room for every token, and its scale', () => {
    const narrow = { ...all, width: 80 };
    const figure = heatmapFigure(explanation, narrow);
    // Three tokens of eleven pixels, beside the names of the heads.
    expect(figure.width).toBeGreaterThanOrEqual(80 + 3 * 11 - 10);
    expect(heatmapHeight(explanation, figure)).toBeGreaterThan(heatmapHeight(explanation, narrow));
    expect(attentionHeatmapOption(explanation, figure, palette)).toMatchObject({
      visualMap: { show: true, text: ['75.0 %', '0 %'] },
    });
    const [read, scale] = heatmapCaption(explanation, figure);
    expect(read).toContain(`Run ${explanation.run} reads: “${explanation.document.text}”`);
    // Three tokens share out one.
    expect(scale).toContain('from 0 % to 75.0 % of the attention of a head; a uniform share would be 33.3 %');
  });

  it('exports every weight of every head', () => {
    const { rows } = attentionTable(explanation);
    expect(rows).toHaveLength(9);
    expect(rows).toContainEqual(['head 2', 1, 2, 0, 'new', 0.75]);
  });

  it('says of a cell whose weight it is, and nothing where there is no cell', () => {
    expect(cellText(explanation, all, { value: [2, 1, 0.75] })).toBe('head 2 → 1 · 1 min “new”: .750');
    const texts = { ...all, unit: 'texts' } as const;
    expect(cellText(explanation, texts, { value: [0, 0, 0.75] })).toBe('head 1 → 2 · 2 h: .750');
    for (const params of [
      null,
      {},
      { value: 3 },
      { value: [3, 0, 1] },
      { value: [0, 9, 1] },
      { value: [] },
    ]) {
      expect(cellText(explanation, all, params)).toBe('');
    }
  });
});
