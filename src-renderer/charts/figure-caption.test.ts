import { expect, it } from 'vitest';
import { captionHeight, captionLines, svgWithCaption } from './figure-caption.ts';
import { palette } from './fixtures.testing.ts';

it('a caption is broken between words, and has no line breaks of a text in it', () => {
  const lines = captionLines('Attention', ['one two\nthree four five six seven'], 150);
  expect(lines[0]).toEqual({ text: 'Attention', isTitle: true });
  const told = lines.slice(1).map(({ text }) => text);
  expect(told.length).toBeGreaterThan(1);
  expect(told.join(' ')).toBe('one two three four five six seven');
  expect(Math.max(...told.map(({ length }) => length))).toBeLessThanOrEqual(20);
});

it('a word that is longer than a line goes on in the next one', () => {
  const address = `https://example.com/${'a'.repeat(50)}`;
  const told = captionLines('Attention', [`see ${address}`], 150)
    .slice(1)
    .map(({ text }) => text);
  expect(Math.max(...told.map(({ length }) => length))).toBeLessThanOrEqual(20);
  expect(told.join('')).toBe(`see${address}`);
});

it('a drawing stands below its caption, whose signs are escaped', () => {
  const lines = captionLines('Losses', ['a < b & "c"'], 400);
  const svg = svgWithCaption('<svg width="400" height="100"></svg>', {
    width: 400,
    height: 100,
    lines,
    palette,
  });
  const above = captionHeight(lines);
  expect(svg).toContain(`<svg y="${above}" width="400" height="100"></svg>`);
  expect(svg).toContain(`viewBox="0 0 400 ${100 + above}"`);
  expect(svg).toContain('>Losses</text>');
  expect(svg).toContain('>a &lt; b &amp; &quot;c&quot;</text>');
});
