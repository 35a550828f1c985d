/**
 * Environment variables that keep libraries from reporting to their makers. Every process that loads ONNX Runtime
 * sets them itself (onnxruntime.ts); those that start processes pass them on as well.
 *
 * Since 1.29 ONNX Runtime for Linux and macOS writes a device id into the user's cache folder and reports every
 * session, unless the variable is set before the library is loaded. Node's binding has no call for it.
 */
export const telemetryOff = { ORT_DISABLE_TELEMETRY: '1' } as const;
