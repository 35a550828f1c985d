/**
 * ONNX Runtime with its telemetry switched off; the only place that loads it. The import is dynamic because static
 * imports are evaluated first, above all once built: the variable would be set too late.
 */
import { telemetryOff } from './telemetry.ts';

Object.assign(process.env, telemetryOff);

export const ort = await import('onnxruntime-node');

export type * from 'onnxruntime-node';
