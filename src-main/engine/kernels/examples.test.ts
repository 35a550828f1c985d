import { describe, expect, it } from 'vitest';
import { liveNodes } from '../graph.ts';
import { trace } from '../trace/trace.ts';
import { examples } from './examples.ts';
import { kernelTable } from './table.ts';
import { disagreement } from './testing.ts';

const numbered = examples.map((example, i) => ({ ...example, name: `${example.kernel} (${i})` }));

describe('the examples of kernels', () => {
  it('leave out no kernel of the table', () => {
    const shown = new Set(examples.map(({ kernel }) => kernel));
    expect([...kernelTable.keys()].filter((kernel) => !shown.has(kernel))).toEqual([]);
  });

  it('show kernels of the table only', () => {
    expect(examples.filter(({ kernel }) => !kernelTable.has(kernel))).toEqual([]);
  });

  it.each(numbered)('$name calls the kernel for its result', ({ kernel, program, inputs }) => {
    const called = liveNodes(trace(program, inputs)).map((node) => node.kernel);
    expect(called).toContain(kernel);
  });

  it.each(numbered)('$name is that of TensorFlow.js', async ({ program, inputs, tolerance }) => {
    expect(await disagreement(program, inputs, tolerance)).toBe('');
  });
});
