/** What ONNX Runtime holds for this process. What is made and not released shows as numbers that do not go back. */
export interface LiveResources {
  sessions: number;
  /** Tensors that somebody has received and not released. */
  tensors: number;
}

const live: LiveResources = { sessions: 0, tensors: 0 };

/** The numbers as they are now. */
export function liveResources(): LiveResources {
  return { ...live };
}

export function count(what: keyof LiveResources, change: 1 | -1): void {
  live[what] += change;
}
