import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import { checkPublishedHead } from '../../checkpoints/published-head.ts';
import { listed } from '../../configs/setting-values.ts';
import type { PublishedClassifierConfig } from '../../configs/published-classifier.ts';
import { openDevice } from '../../engine/devices.ts';
import { createPredictor, type Predictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { UserError } from '../../errors.ts';
import { inThousands } from '../../in-thousands.ts';
import { classifyPooled } from '../../models/bert-classifier.ts';
import { keepAll, parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import type { AgreementResult, PublishedClass } from '../../results/agreement.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { runCheckpointer, writeRunFiles } from '../../runs/run-files.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { valuesOfSchemes } from '../../store/source-labels.ts';
import type { ReadableStore, WritableStore } from '../../store/store.ts';
import type { RunContext } from '../../training/loop.ts';
import { kappa } from '../../training/metrics.ts';
import { examplesOf } from '../texts/contextual-examples.ts';
import { dataHash } from '../texts/data-hash.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { type OpenedBert, openBert } from '../texts/open-bert.ts';
import type { FrozenEncoder } from '../texts/kept-encodings.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import { namedClasses } from './class-names.ts';
import { classifierScores, keepPredictions } from './classifier-scores.ts';
import { classify, type Prediction } from './classifier.ts';
import { comparedLabels } from './compared-labels.ts';

/**
 * Stores a published classifier as a run, as it stands, and compares it with the labels of the scheme. Texts are read by
 * the encoder once, and their vectors kept in the workspace: whoever starts again after a stop reads the rest.
 *
 * @throws UserError if the checkpoint has no classifier of texts, or none of its classes is a label of the scheme
 */
export async function readPublished(
  store: WritableStore,
  run: number,
  config: PublishedClassifierConfig,
  context: RunContext,
): Promise<Untimed<AgreementResult>> {
  const { scheme } = config;
  context.phase('reading the checkpoint');
  const device = await openDevice(config.device);
  const opened = await openBert(store, config, 'published', context, checkPublishedHead);
  const classes = classesOf(store, opened, config);
  tellRenamed(classes, context);
  const names = classes.map(({ name }) => name);

  context.phase('reading data');
  const { items, labels, otherLabels, available } = comparedLabels(store, config, names);
  if (available > items.length) {
    context.emit({
      type: 'message',
      text: `${inThousands(items.length)} of ${inThousands(available)} labelled texts are drawn`,
    });
  }
  const windows = items.map(() => []);
  const parts = { train: [], valid: [], test: items };
  const hash = dataHash(store, names, parts, { train: [], valid: [], test: windows });
  context.onStart({ dataHash: hash, device: device.name });

  context.phase('comparing with labels');
  const { vocabulary, checkpoint } = opened;
  const encoder = frozenEncoder(device, opened, config.maxTokens, config.precision);
  const texts = new FrozenTexts(store, vocabulary, encoder, context);
  const examples = examplesOf(store, items, windows, texts);
  await texts.prepare();
  const predictions = await predicted(headOf(device, checkpoint.parameters, encoder), (predictor) =>
    classify(predictor, config, examples, texts),
  );
  context.signal.throwIfAborted();

  context.onFirstStep();
  writeRunFiles(store, run, { config, classes: names, vocabulary, checkpoint: opened.hash });
  await writeDerivedFiles(opened.folder, runFolder(store, run), names, {
    pooling: checkpoint.config.pooling,
  });
  const { best } = await runCheckpointer(store, run, checkpoint.parameters);
  await best({ params: {}, tables: {}, moments: {}, stepCount: 0 });
  keepPredictions(store, run, names, 'test', items, predictions);

  const scores = items.length === 0 ? null : classifierScores(predictions, examples, names);
  const beyondChance = scores === null ? NaN : kappa(scores.confusion);
  return {
    kind: 'agreement',
    version: 1,
    run,
    recipe: config.recipe,
    device: device.name,
    parameters: parametersOf(checkpoint.parameters),
    epochs: 0,
    scheme,
    classes,
    labels,
    otherLabels,
    scores,
    kappa: Number.isFinite(beyondChance) ? beyondChance : null,
  };
}

/** @throws UserError if there is no class to choose from, or labels would be compared of which it names none */
function classesOf(
  store: ReadableStore,
  { checkpoint }: OpenedBert,
  { checkpoint: name, scheme, classes: renaming }: PublishedClassifierConfig,
): PublishedClass[] {
  const published = checkpoint.classes ?? [];
  if (published.length < 2) throw new UserError('use', `${name} gives a text a number, no class.`);
  if (checkpoint.fresh.length > 0) {
    throw new UserError(
      'input',
      `${name} lacks ${checkpoint.fresh.join(', ')}, without which its classifier says nothing: download it again.`,
    );
  }
  const values = valuesOfSchemes(store, [scheme]).get(scheme) ?? [];
  const classes = namedClasses(published, renaming, values);
  if (values.length === 0 || classes.some((one) => values.includes(one.name))) return classes;
  // Which is which is not guessed: what is guessed would be copied.
  const classesToName = published.map((one) => `${one}=NAME`).join(',');
  throw new UserError(
    'use',
    `None of the classes of ${name} (${published.join(', ')}) is a label of the scheme "${scheme}"` +
      ` (${values.toSorted().join(', ')}): say which is which, or choose a scheme of its own.`,
    {
      remedies: [
        {
          action: 'train',
          recipe: 'published-classifier',
          settings: { checkpoint: name, classes: classesToName },
        },
      ],
    },
  );
}

function tellRenamed(classes: readonly PublishedClass[], { emit }: RunContext): void {
  const renamed = classes.filter(({ published, name }) => published !== name);
  if (renamed.length === 0) return;
  const pairs = renamed.map(({ published, name }) => `${published} is "${name}"`);
  emit({ type: 'message', text: `classes by their names in the label scheme: ${listed(pairs, 'and')}` });
}

/** The classifier over the vectors of its encoder. */
function headOf(
  device: Device,
  parameters: Readonly<Record<string, HostTensor>>,
  encoder: FrozenEncoder,
): Predictor {
  return createPredictor({
    name: 'the classifier',
    device,
    params: Object.fromEntries(Object.entries(parameters).filter(([name]) => !(name in encoder.parameters))),
    forward: (weights, batch: TextInputs) => ({
      logits: classifyPooled(
        weights,
        parameter(batch, 'pooled'),
        parameter(batch, 'input'),
        encoder.config,
        keepAll,
      ),
    }),
  });
}

async function predicted(
  predictor: Predictor,
  read: (predictor: Predictor) => Promise<Prediction[]>,
): Promise<Prediction[]> {
  try {
    return await read(predictor);
  } finally {
    await predictor.dispose();
  }
}

function parametersOf(parameters: Readonly<Record<string, HostTensor>>): number {
  return Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0);
}
