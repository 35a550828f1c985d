/** The environment variables that the program and its tests read, for the reference. */

export interface EnvironmentVariable {
  name: string;
  /** What it does, and its default. */
  note: string;
  /** application: for users; development: for tests, benchmarks and builds. */
  use: 'application' | 'development';
}

export const environmentVariables: readonly EnvironmentVariable[] = [
  {
    name: 'CONTEXTURE_WORKSPACE',
    note: 'The workspace folder. Overrides the configuration file; the option `--workspace` overrides both.',
    use: 'application',
  },
  {
    name: 'CONTEXTURE_CONFIG',
    note: 'The configuration file; if set but empty, none is read. Default: `config.json` in the project’s own folder.',
    use: 'application',
  },
  {
    name: 'CONTEXTURE_CHECKPOINTS',
    note: 'The folder with the checkpoints that all workspaces share. Overrides the configuration file. Default: `checkpoints` in the project’s own folder.',
    use: 'application',
  },
  {
    name: 'CONTEXTURE_HUB',
    note: 'The address from which `checkpoint add` downloads. Default: the public hub of Hugging Face.',
    use: 'application',
  },
  {
    name: 'CONTEXTURE_SLOW_QUERY_MS',
    note: 'Database queries that take this many milliseconds or more are written to standard error, with their SQL and without their parameters; 0 writes all of them. Default: 50 in the window and with `--verbose`, otherwise none are written.',
    use: 'application',
  },
  {
    name: 'CONTEXTURE_THREADS',
    note: 'Threads of one operation on the processor. Default: 2, and 1 for each training of a study. More were not measured; the last digits of a result may differ from those of another number.',
    use: 'application',
  },
  {
    name: 'COLUMNS',
    note: 'The width of tables, in characters. Default: the width of the terminal; in a pipe or a file, texts are not shortened.',
    use: 'application',
  },
  {
    name: 'NO_COLOR',
    note: 'If set to anything, no progress bar is drawn and no escape codes are printed.',
    use: 'application',
  },
  {
    name: 'TERM',
    note: 'If set to `dumb`, the same as `NO_COLOR`.',
    use: 'application',
  },
  {
    name: 'XDG_CONFIG_HOME',
    note: 'On Linux, the folder that holds the project’s own folder `contexture`. Default: `~/.config`.',
    use: 'application',
  },
  {
    name: 'APPDATA',
    note: 'On Windows, the folder that holds the project’s own folder `contexture`. Windows sets it.',
    use: 'application',
  },
  {
    name: 'ORT_DISABLE_TELEMETRY',
    note: 'Turns off ONNX Runtime’s telemetry. Contexture sets it to 1 in every process, whatever its value was.',
    use: 'application',
  },
  {
    name: 'CONTEXTURE_PEERS',
    note: 'The folder with the Python programs that `contexture bench` measures against.',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_DATA',
    note: 'The folder with the public data sets that some tests and `npm run results` read.',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_PYTHON',
    note: 'The Python interpreter with which `contexture bench` runs PyTorch and ONNX Runtime (default: `/usr/bin/python3`) and the queries in docs/database.md are tested with pandas and duckdb (default: `python3`).',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_CASES',
    note: 'The folder with files in many shapes that the tests of imports read.',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_GOLDEN',
    note: 'The folder with the reference cases of the golden tests.',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_CHROMIUM',
    note: 'The Chromium that the browser tests start. Default: an installed one, or else a downloaded one.',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_TEST_SEED',
    note: 'The seed of the property tests. Default: 1, the same cases on every run.',
    use: 'development',
  },
  {
    name: 'CONTEXTURE_TEST_CARD',
    note: 'If set to anything, the tests of the WebGPU device use this machine’s graphics card instead of a software driver.',
    use: 'development',
  },
  {
    name: 'ELECTRON_OVERRIDE_DIST_PATH',
    note: 'A folder with Electron’s binary, instead of the one that its package downloads.',
    use: 'development',
  },
  {
    name: 'VK_ICD_FILENAMES',
    note: 'The Vulkan driver that the tests of the WebGPU device use.',
    use: 'development',
  },
  {
    name: 'DISPLAY',
    note: 'On Linux, the tests open the window of the desktop application if this or WAYLAND_DISPLAY is set.',
    use: 'development',
  },
  { name: 'WAYLAND_DISPLAY', note: 'See DISPLAY.', use: 'development' },
];
