import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the part of the heap for new objects as small as it is. An import makes many that are soon of no use, for which V8
 * would let that part grow by 100 MB without being faster.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Lets the heap grow by half before what is of no use is thrown away, not by a multiple of it. To look at a file makes much
 * that lives for one way of reading it only, and takes a few seconds however it is done.
 */
export function collectOften(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
