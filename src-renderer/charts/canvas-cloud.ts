import { groupColour, type GroupShape } from './group-look.ts';
import {
  type CloudDrawer,
  type CloudLayer,
  type CloudView,
  type ShownCloud,
  stretchesOf,
} from './point-cloud.ts';

/** Draws clouds by the processor, a stamp a point: where there is no WebGL 2, and for pictures in files. */
export function canvasDrawer(canvas: HTMLCanvasElement): CloudDrawer {
  const context = canvas.getContext('2d');
  return {
    load: () => {},
    clear: () => context?.clearRect(0, 0, canvas.width, canvas.height),
    draw: (pieces, view) => {
      if (context === null) return;
      const { seen, width, height, ratio, palette } = view;
      const [perX, perY] = [width / (seen.x[1] - seen.x[0]), height / (seen.y[1] - seen.y[0])];
      for (const { shown, share } of pieces) {
        const { cloud, diameter, opacity } = shown;
        context.globalAlpha = opacity;
        const stamps = new Map<CloudLayer, HTMLCanvasElement>();
        for (const { layer, from, count } of stretchesOf(shown, share)) {
          const stamp =
            stamps.get(layer) ?? stampOf(groupColour(palette, layer.colour), layer.shape, diameter * ratio);
          stamps.set(layer, stamp);
          const half = stamp.width / 2;
          for (let at = from; at < from + count; at++) {
            const x = (cloud.places[2 * at]! - seen.x[0]) * perX;
            const y = (seen.y[1] - cloud.places[2 * at + 1]!) * perY;
            if (x < 0 || y < 0 || x > width || y > height) continue;
            context.drawImage(stamp, x * ratio - half, y * ratio - half);
          }
        }
      }
    },
    dispose: () => {},
  };
}

/** A canvas with the whole of some clouds on it. */
export function cloudPicture(clouds: readonly ShownCloud[], view: CloudView): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(view.width * view.ratio);
  canvas.height = Math.round(view.height * view.ratio);
  const pieces = clouds.map((shown) => ({ shown, share: { from: 0, to: 1 } }));
  canvasDrawer(canvas).draw(pieces, view);
  return canvas;
}

/** One point, in pixels of the screen. */
function stampOf(colour: string, shape: GroupShape, diameter: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(diameter) + 2;
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const half = diameter / 2;
  context.translate(canvas.width / 2, canvas.height / 2);
  context.fillStyle = colour;
  context.beginPath();
  if (shape === 'circle') context.arc(0, 0, half, 0, 2 * Math.PI);
  else if (shape === 'triangle') polygon(context, [0, -half, half, half, -half, half]);
  else if (shape === 'diamond') polygon(context, [0, -half, half, 0, 0, half, -half, 0]);
  else context.rect(-0.9 * half, -0.9 * half, 1.8 * half, 1.8 * half);
  context.fill();
  return canvas;
}

function polygon(context: CanvasRenderingContext2D, corners: readonly number[]): void {
  for (let at = 0; at < corners.length; at += 2) context.lineTo(corners[at]!, corners[at + 1]!);
  context.closePath();
}
