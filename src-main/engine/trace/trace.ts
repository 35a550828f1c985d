import '../gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import type { Graph, Value } from '../graph.ts';
import type { Program, Signature } from '../types.ts';
import { Recorder, traceBackend, traceBackendName } from './backend.ts';
import { withBackend } from './with-backend.ts';

/**
 * Runs a program once, without values, and gives the kernels it called. Gradients taken inside are traced too.
 * What the program creates itself (`tf.scalar`) becomes a constant of the graph.
 *
 * Throws where the program reads a value, or calls a kernel that the engine does not have.
 */
export function trace(program: Program, signature: Signature, name = program.name || 'program'): Graph {
  const backend = traceBackend();
  if (backend.recorder) throw new Error('a program was traced inside another');
  const recorder = new Recorder();
  const inputs = new Map<string, Value>();
  const outputs = new Map<string, Value>();
  withBackend(traceBackendName, () => {
    backend.recorder = recorder;
    try {
      tf.tidy(() => {
        const placeholders: Record<string, tf.Tensor> = {};
        for (const [input, spec] of Object.entries(signature)) {
          const value = recorder.value(spec);
          inputs.set(input, value);
          placeholders[input] = tf.engine().makeTensorFromTensorInfo(backend.place(recorder, value));
        }
        for (const [output, tensor] of Object.entries(withoutChance(() => program(placeholders)))) {
          if (inputs.has(output)) throw new Error(`${output} is the name of an input and of an output`);
          outputs.set(output, backend.find(recorder, tensor));
        }
      });
    } catch (error) {
      throw explained(error, name);
    } finally {
      backend.recorder = undefined;
    }
  });
  return { name, inputs, outputs, constants: recorder.constants, nodes: recorder.nodes };
}

/**
 * Runs `body` with `Math.random` refused: what TensorFlow.js draws on the host (`tf.dropout`, `tf.randomNormal`)
 * would be a constant of the compiled program.
 */
function withoutChance<T>(body: () => T): T {
  const { random } = Math;
  Math.random = () => {
    throw new Error(
      'a compiled program cannot draw random numbers on the host, they would be the same in every run: ' +
        'use the dropout that the trainer hands to the loss',
    );
  };
  try {
    return body();
  } finally {
    Math.random = random;
  }
}

function explained(error: unknown, program: string): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const missing = /kernel '([^']+)' (?:not registered )?for backend/i.exec(message)?.[1];
  if (missing === undefined) return error;
  return new Error(
    `${program} uses the kernel ${missing}, which the engine cannot compile: see docs/engine.md for how to add it`,
    { cause: error },
  );
}
