import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs `body` with one of TensorFlow.js's backends and puts the one before it back. `body` must not wait for
 * anything: the backend is a global of TensorFlow.js.
 */
export function withBackend<T>(name: string, body: () => T): T {
  const engine = tf.engine();
  const before = engine.backendName;
  use(name);
  try {
    return body();
  } catch (error) {
    releaseTape();
    throw error;
  } finally {
    if (before && before !== name) use(before);
  }
}

/** The change is immediate for backends that start without waiting, as the tracing and the CPU backend do. */
function use(name: string): void {
  void tf.setBackend(name);
  if (tf.engine().backendName !== name) throw new Error(`TensorFlow.js has no backend ${name}`);
}

/** TensorFlow.js forgets what it kept for gradients when a program fails in the middle. */
function releaseTape(): void {
  const { state } = tf.engine();
  for (const node of state.activeTape ?? []) {
    for (const tensor of node.saved ?? []) tensor?.dispose();
  }
  state.activeTape = [];
}
