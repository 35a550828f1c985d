import type { Palette } from '../theme/palette.ts';
import { escaped } from './chart-page.ts';

/** What stands above a figure in a file: its title, and lines below it. */
export interface CaptionLine {
  text: string;
  isTitle: boolean;
}

/** Pixels. */
const MARGIN = 12;
const LINE = 17;
const TITLE = 13;
const TEXT = 11;
/** Letters are seldom wider on average. */
const OF_A_LETTER = 6.4;

/** The lines of a caption, broken between words so that they fit. @param width pixels of the figure */
export function captionLines(title: string, caption: readonly string[], width: number): CaptionLine[] {
  const letters = Math.max(20, Math.floor((width - 2 * MARGIN) / OF_A_LETTER));
  return [
    { text: title, isTitle: true },
    ...caption.flatMap((line) => broken(line, letters).map((text) => ({ text, isTitle: false }))),
  ];
}

function broken(line: string, letters: number): string[] {
  const lines: string[] = [];
  // Line breaks and other control characters of a text are no part of a drawing.
  const words = line.split(/[\s\p{Cc}]+/u).flatMap((word) => pieces(word, letters));
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A word that is longer than a line, such as an address or a sentence without spaces, in pieces. */
function pieces(word: string, letters: number): string[] {
  const signs = Array.from(new Intl.Segmenter().segment(word), ({ segment }) => segment);
  if (signs.length <= letters) return [word];
  return [signs.slice(0, letters).join(''), ...pieces(signs.slice(letters).join(''), letters)];
}

/** Pixels. */
export function captionHeight(lines: readonly CaptionLine[]): number {
  return LINE * lines.length + MARGIN;
}

/** Where the letters of a line stand. */
function baseline(line: number): number {
  return LINE * (line + 1) + 2;
}

interface Figure {
  /** Pixels of the drawing below the caption. */
  width: number;
  height: number;
  lines: readonly CaptionLine[];
  palette: Palette;
}

/** An SVG drawing with its caption above it. */
export function svgWithCaption(svg: string, { width, height, lines, palette }: Figure): string {
  const above = captionHeight(lines);
  const rows = lines.map(
    ({ text, isTitle }, at) =>
      `<text x="${MARGIN}" y="${baseline(at)}" font-size="${isTitle ? TITLE : TEXT}"${isTitle ? ' font-weight="600"' : ''} fill="${isTitle ? palette.text : palette.muted}">${escaped(text)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + above}" viewBox="0 0 ${width} ${height + above}" font-family="sans-serif">
<rect width="${width}" height="${height + above}" fill="${palette.surface}"/>
${rows.join('\n')}
${svg.replace('<svg ', `<svg y="${above}" `)}
</svg>
`;
}

/** A drawing on a canvas with its caption above it. @param ratio pixels of the picture for each of the drawing */
export function canvasWithCaption(
  drawing: HTMLCanvasElement,
  { width, height, lines, palette }: Figure,
  ratio: number,
): HTMLCanvasElement {
  const above = captionHeight(lines);
  const page = document.createElement('canvas');
  page.width = Math.round(width * ratio);
  page.height = Math.round((height + above) * ratio);
  const context = page.getContext('2d');
  if (context === null) throw new Error('The browser has no canvas.');
  context.scale(ratio, ratio);
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, width, height + above);
  const letters = getComputedStyle(document.body).fontFamily;
  for (const [at, { text, isTitle }] of lines.entries()) {
    context.font = isTitle ? `600 ${TITLE}px ${letters}` : `${TEXT}px ${letters}`;
    context.fillStyle = isTitle ? palette.text : palette.muted;
    context.fillText(text, MARGIN, baseline(at));
  }
  context.drawImage(drawing, 0, above, width, height);
  return page;
}
