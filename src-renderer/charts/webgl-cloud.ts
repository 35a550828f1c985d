import { colourOf } from './colour.ts';
import { groupColour, groupShapes } from './group-look.ts';
import { type Cloud, type CloudDrawer, stretchesOf } from './point-cloud.ts';

const vertexShader = `#version 300 es
in vec2 place;
uniform vec2 scale;
uniform vec2 shift;
uniform float size;
void main() {
  gl_Position = vec4(place * scale + shift, 0.0, 1.0);
  gl_PointSize = size;
}`;

/** The distance from the edge of the shape, in pixels, says how much of a pixel is covered. */
const fragmentShader = `#version 300 es
precision highp float;
uniform vec4 colour;
uniform float size;
uniform int shape;
out vec4 painted;
void main() {
  vec2 at = (gl_PointCoord - 0.5) * size;
  float half_ = 0.5 * size;
  float inside =
    shape == 0 ? half_ - length(at) :
    shape == 1 ? min(half_ - at.y, (at.y + half_ - 2.0 * abs(at.x)) * 0.447) :
    shape == 2 ? (half_ - abs(at.x) - abs(at.y)) * 0.707 :
    0.9 * half_ - max(abs(at.x), abs(at.y));
  painted = colour * clamp(inside + 0.5, 0.0, 1.0);
}`;

/**
 * Draws clouds by the graphics card, a layer a call: a million points are eight megabytes on the card, and a picture of
 * them changes by two numbers an axis. Nothing is computed from text that runs, so that the window's policy allows it.
 *
 * @returns or why it cannot; the canvas is of no use to another drawer then
 */
export function webglDrawer(canvas: HTMLCanvasElement): { drawer: CloudDrawer } | { problem: string } {
  // What was drawn stays, so that further points can be drawn over it.
  const gl = canvas.getContext('webgl2', { antialias: false, preserveDrawingBuffer: true });
  if (gl === null) return { problem: 'This window has no WebGL 2' };
  const linked = programOf(gl);
  if ('problem' in linked) return linked;
  const { program } = linked;
  const named = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(program, name);
  const [scale, shift, size] = [named('scale'), named('shift'), named('size')];
  const [colour, shape] = [named('colour'), named('shape')];
  const buffers = new Map<Cloud, WebGLBuffer>();
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  // Colours are multiplied by what they cover.
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.enableVertexAttribArray(0);

  function load(clouds: readonly Cloud[]): void {
    for (const [cloud, buffer] of buffers) {
      if (clouds.includes(cloud)) continue;
      gl!.deleteBuffer(buffer);
      buffers.delete(cloud);
    }
    for (const cloud of clouds) {
      if (buffers.has(cloud)) continue;
      const buffer = gl!.createBuffer();
      buffers.set(cloud, buffer);
      gl!.bindBuffer(gl!.ARRAY_BUFFER, buffer);
      gl!.bufferData(gl!.ARRAY_BUFFER, cloud.places, gl!.STATIC_DRAW);
    }
  }

  const drawer: CloudDrawer = {
    load,
    clear: () => gl.clear(gl.COLOR_BUFFER_BIT),
    draw: (pieces, { seen, width, height, ratio, palette }) => {
      gl.viewport(0, 0, Math.round(width * ratio), Math.round(height * ratio));
      const [wide, high] = [seen.x[1] - seen.x[0], seen.y[1] - seen.y[0]];
      gl.uniform2f(scale, 2 / wide, 2 / high);
      gl.uniform2f(shift, -1 - (2 * seen.x[0]) / wide, -1 - (2 * seen.y[0]) / high);
      for (const { shown, share } of pieces) {
        const { cloud, diameter, opacity } = shown;
        gl.bindBuffer(gl.ARRAY_BUFFER, buffers.get(cloud) ?? null);
        gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
        gl.uniform1f(size, diameter * ratio);
        for (const { layer, from, count } of stretchesOf(shown, share)) {
          const [red, green, blue] = colourOf(groupColour(palette, layer.colour));
          const part = opacity / 255;
          gl.uniform4f(colour, red * part, green * part, blue * part, opacity);
          gl.uniform1i(shape, groupShapes.indexOf(layer.shape));
          gl.drawArrays(gl.POINTS, from, count);
        }
      }
    },
    dispose: () => {
      load([]);
      gl.deleteProgram(program);
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
  return { drawer };
}

/** The program, or what the driver says where it refuses the shaders. */
function programOf(gl: WebGL2RenderingContext): { program: WebGLProgram } | { problem: string } {
  const program = gl.createProgram();
  const said: (string | null)[] = [];
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertexShader],
    [gl.FRAGMENT_SHADER, fragmentShader],
  ] as const) {
    const shader = gl.createShader(type);
    if (shader === null) continue;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    said.push(gl.getShaderInfoLog(shader));
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.bindAttribLocation(program, 0, 'place');
  gl.linkProgram(program);
  said.push(gl.getProgramInfoLog(program));
  // Of a context that is lost nothing is known; the canvas is told of it.
  if (gl.getProgramParameter(program, gl.LINK_STATUS) === true || gl.isContextLost()) return { program };
  return {
    problem: ['The graphics driver refuses the shaders of the map', ...said.filter(Boolean)].join(': '),
  };
}
