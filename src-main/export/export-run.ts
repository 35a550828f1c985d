import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { writeDerivedFiles } from '../checkpoints/derived-files.ts';
import { publishedName } from '../checkpoints/parameter-names.ts';
import { writeSafetensors } from '../engine/safetensors.ts';
import type { ReadableStore } from '../store/store.ts';
import { runFolder } from '../runs/run-folder.ts';
import { gramLines, gramsFile, tensorsOf } from '../ngrams/files.ts';
import { readRun, type StoredModel } from '../runs/run-files.ts';
import { ownStored } from '../runs/stored-vocabulary.ts';
import { runRow } from '../runs/runs.ts';
import type { RunRow } from '../training/types.ts';
import { aboutRun } from './about-run.ts';
import { recipeOf } from '../recipes/all.ts';
import type { ModelShape } from '../recipes/base/model-program.ts';
import type { Recipe } from '../recipes/base/recipe.ts';
import type { ExportFormat } from './format-names.ts';
import { checkFormat } from './formats.ts';
import { npyFile } from './npy.ts';
import { onnxModel } from './onnx-model.ts';
import { parquetFile } from './table-files/parquet-rows.ts';
import { metadataTsv, oneLine, vectorColumns, vectorsCsv, vectorsTsv } from './projector.ts';
import { writeWholeFolder } from './whole-folder.ts';

export interface ExportRequest extends ModelShape {
  run: number;
  format: ExportFormat;
  /** The folder that is made. */
  out: string;
}

export interface Exported {
  run: number;
  recipe: string;
  format: ExportFormat;
  folder: string;
  files: string[];
}

interface Source {
  store: ReadableStore;
  recipe: Recipe;
  row: RunRow;
  model: StoredModel;
}

type Files = Record<string, string | Uint8Array>;

/**
 * Writes a run into a new folder, for other programs. The folder is there when it is whole.
 *
 * @throws UserError if the run has no model or not this format, or the folder is there already.
 */
export async function exportRun(store: ReadableStore, request: ExportRequest): Promise<Exported> {
  const { run, format, out } = request;
  const row = runRow(store, run);
  checkFormat(run, row.recipe, format);
  const source = { store, row, recipe: recipeOf(row.recipe), model: await readRun(store, run) };
  const files = filesOf(source, request);
  await writeWholeFolder(out, async (folder) => {
    const published = source.model.bert !== undefined;
    if (published) {
      // Beside another head the encoder alone is a published model.
      const { publishedHead } = source.recipe;
      const classes = publishedHead === 'classification' ? source.model.classes : null;
      await writeDerivedFiles(runFolder(store, run), folder, classes, { masked: publishedHead === 'masked' });
    }
    if (format === 'safetensors') await writeWeights(join(folder, 'model.safetensors'), source);
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  });
  const folder = resolve(out);
  return { run, recipe: row.recipe, format, folder, files: (await readdir(folder)).sort() };
}

function filesOf(source: Source, request: ExportRequest): Files {
  const { store, row, recipe, model } = source;
  const about = aboutRun(row, recipe, model);
  const vectors = () => recipe.vectors!(store, row.id, model);
  switch (request.format) {
    case 'onnx': {
      const { bytes, inputs, outputs } = onnxModel(
        row.recipe,
        recipe.program!(model, request),
        metadataOf(about),
      );
      return {
        'model.onnx': bytes,
        'config.json': json({ ...about, inputs, outputs }),
        ...namesBeside(model),
      };
    }
    case 'safetensors': {
      // Of a checkpoint, config.json is that of the published layout.
      const name = model.bert ? 'contexture.json' : 'config.json';
      return { [name]: json(about), ...namesBeside(model) };
    }
    case 'tsv': {
      const named = vectors();
      return { 'vectors.tsv': vectorsTsv(named.rows), 'metadata.tsv': metadataTsv(named) };
    }
    case 'csv':
      return { 'vectors.csv': vectorsCsv(vectors()) };
    case 'npy': {
      const { rows, width, about: cells } = vectors();
      return { 'vectors.npy': npyFile(rows, width), 'names.txt': lines(cells.map(([name]) => String(name))) };
    }
    case 'parquet': {
      const { rows, width, headings, about: cells } = vectors();
      const columns = [
        ...headings,
        ...vectorColumns(width).map((name) => ({ name, type: 'number' as const })),
      ];
      const table = rows.map((row, at) => [...cells[at]!, ...row]);
      return { 'vectors.parquet': Buffer.concat([...parquetFile(columns, table)]) };
    }
    default:
      throw new TypeError('unknown format');
  }
}

/**
 * Tokens and classes beside a model, a line each, the line's number from 0 being the id; how pieces of words are cut. A
 * checkpoint brings its tokeniser itself.
 */
function namesBeside({ classes, vocabulary, ngrams, bert }: StoredModel): Files {
  const stored = ownStored(vocabulary);
  const own = Array.isArray(stored) || stored.kind === 'subwords';
  return {
    // Beside a checkpoint, `vocab.txt` is that of its tokeniser.
    ...(own &&
      vocabulary.size > vocabulary.firstWord && {
        [bert ? 'words.txt' : 'vocab.txt']: lines(vocabulary.words),
      }),
    ...('tokenizer' in stored && { 'tokenizer.json': json(stored.tokenizer) }),
    ...(classes.length > 0 && { 'labels.txt': lines(classes) }),
    ...(ngrams && { [gramsFile]: gramLines(ngrams.columns) }),
  };
}

/** `metadata_props` are texts. */
function metadataOf(about: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(about).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

async function writeWeights(path: string, { row, recipe, model }: Source): Promise<void> {
  const { producer, recipe: name, dataHash } = metadataOf(aboutRun(row, recipe, model));
  const own = publishedTensors(model, recipe);
  const tensors = { ...own, ...(model.ngrams && tensorsOf(model.ngrams)) };
  await writeSafetensors(path, tensors, {
    format: 'pt',
    producer: producer!,
    recipe: name!,
    ...(row.dataHash !== null && { dataHash: dataHash! }),
  });
}

/** The tensors of a run on a checkpoint by the names that its family has for them. */
function publishedTensors({ tensors, bert }: StoredModel, { publishedHead }: Recipe): StoredModel['tensors'] {
  if (!bert) return tensors;
  const headed = publishedHead === 'classification' && bert.pooling.mode === 'pooler';
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [publishedName(name, bert.family, headed), tensor]),
  );
}

function lines(values: readonly string[]): string {
  return values.map((value) => `${oneLine(value)}\n`).join('');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
