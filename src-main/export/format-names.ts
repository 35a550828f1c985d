/** The formats that runs can be written in; which of them, its recipe says. */
export const exportFormats = ['onnx', 'tsv', 'csv', 'npy', 'parquet', 'safetensors'] as const;
export type ExportFormat = (typeof exportFormats)[number];
