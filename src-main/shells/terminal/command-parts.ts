import type { Command } from 'commander';

/** Commands that are defined together. */
export interface CommandPart {
  /** In the order in which they are defined. */
  names: readonly string[];
  /** Loads what defines them, and with it what they need. */
  load: () => Promise<(program: Command) => void>;
}

/** All commands, in the order of the help. */
export const parts: readonly CommandPart[] = [
  {
    names: ['import', 'inspect'],
    load: async () => (await import('./file-commands.ts')).addFileCommands,
  },
  {
    names: ['sources', 'rejects', 'correct'],
    load: async () => (await import('./rejects-command.ts')).addRejectsCommands,
  },
  {
    names: ['companies', 'context', 'neighbours', 'runs'],
    load: async () => (await import('./data-commands.ts')).addDataCommands,
  },
  { names: ['map'], load: async () => (await import('./map-command.ts')).addMapCommand },
  { names: ['drift'], load: async () => (await import('./drift-command.ts')).addDriftCommand },
  { names: ['annotate'], load: async () => (await import('./annotate-command.ts')).addAnnotateCommand },
  { names: ['forget'], load: async () => (await import('./forget-command.ts')).addForgetCommand },
  {
    names: ['documents', 'windows', 'labels', 'predictions'],
    load: async () => (await import('./table-commands.ts')).addTableCommands,
  },
  { names: ['search'], load: async () => (await import('./search-command.ts')).addSearchCommand },
  { names: ['show'], load: async () => (await import('./show-command.ts')).addShowCommand },
  { names: ['recipes'], load: async () => (await import('./recipes-command.ts')).addRecipesCommand },
  { names: ['config'], load: async () => (await import('./config-command.ts')).addConfigCommand },
  { names: ['checkpoint'], load: async () => (await import('./checkpoint-command.ts')).addCheckpointCommand },
  {
    names: ['train', 'evaluate'],
    load: async () => (await import('./model-commands.ts')).addModelCommands,
  },
  {
    names: ['learning-curve'],
    load: async () => (await import('./learning-curve-command.ts')).addLearningCurveCommand,
  },
  { names: ['study'], load: async () => (await import('./study-command.ts')).addStudyCommand },
  { names: ['compare'], load: async () => (await import('./compare-command.ts')).addCompareCommand },
  { names: ['predict'], load: async () => (await import('./predict-command.ts')).addPredictCommand },
  { names: ['explain'], load: async () => (await import('./explain-command.ts')).addExplainCommand },
  { names: ['label'], load: async () => (await import('./label-command.ts')).addLabelCommand },
  { names: ['export'], load: async () => (await import('./export-command.ts')).addExportCommand },
  {
    names: ['serve', 'doctor'],
    load: async () => (await import('./program-commands.ts')).addProgramCommands,
  },
  { names: ['check'], load: async () => (await import('./check-command.ts')).addCheckCommand },
  { names: ['demo'], load: async () => (await import('./demo.ts')).addDemoCommand },
  { names: ['bench'], load: async () => (await import('./bench-command.ts')).addBenchCommand },
];
