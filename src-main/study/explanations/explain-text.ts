/** The explanations of one text, as they are asked for. */
import { windowSize } from '../../configs/contextual.ts';
import { UserError } from '../../errors.ts';
import { trueLabel } from '../../store/labels.ts';
import type { ReadableStore } from '../../store/store.ts';
import { keptReader, readText } from '../explain.ts';
import type { Explanation } from '../types.ts';
import { askedText, type TextAsk } from './asked-text.ts';
import { gradientsOf } from './gradients.ts';
import { influenceOf, predictedClass } from './influence.ts';
import type { Gradients, Influence, WindowCurves } from './result.ts';
import { shorterWindows } from './shorter-windows.ts';
import { windowCurvesOf } from './window-curves.ts';

/** A text whose explanation follows one class; null: the predicted one. */
export type FollowedAsk = TextAsk & { target: string | null };

/** @throws UserError if the run has no class of this name */
function classNumber(classes: readonly string[], target: string | null): number | null {
  if (target === null) return null;
  const at = classes.indexOf(target);
  if (at !== -1) return at;
  throw new UserError('use', `The run has no class "${target}"; it has ${classes.join(', ')}.`);
}

/** Prediction and attention of a text, and what is said when parts of it are left out. */
export async function influence(
  store: ReadableStore,
  ask: FollowedAsk & { occluded: number | null },
): Promise<{ explanation: Explanation; influence: Influence; shorterWindows: number | null }> {
  const reader = await keptReader(store, ask.run);
  const asked = askedText(store, reader, ask);
  const { document, items, spec } = asked;
  const target = classNumber(reader.files.classes, ask.target);
  const explanation = {
    run: ask.run,
    document,
    spec,
    ...(await readText(reader, document.text, items)),
    truth: trueLabel(document.labels, reader.files.config.scheme)?.value ?? null,
  };
  const read = { text: document.text, items };
  return {
    explanation,
    influence: await influenceOf(reader, read, { target, occluded: ask.occluded }),
    shorterWindows: shorterWindows(store, ask.run, reader.files.config),
  };
}

export async function gradients(
  store: ReadableStore,
  ask: FollowedAsk,
  signal?: AbortSignal,
): Promise<Gradients> {
  const reader = await keptReader(store, ask.run);
  const { document, items } = askedText(store, reader, ask);
  const read = { text: document.text, items };
  const target = classNumber(reader.files.classes, ask.target) ?? (await predictedClass(reader, read));
  return gradientsOf(store, ask.run, read, target, signal);
}

export async function windowCurves(store: ReadableStore, ask: TextAsk): Promise<WindowCurves> {
  const reader = await keptReader(store, ask.run);
  const { document, spec, items } = askedText(store, reader, ask, windowSize(reader.files.config));
  // A text that is left out makes the window shorter; no older one takes its place.
  const n = askedText(store, reader, ask).items.length;
  return windowCurvesOf(reader, { text: document.text, items: items.slice(-2 * spec.n), n });
}
