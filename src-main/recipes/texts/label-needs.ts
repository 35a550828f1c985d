/** How many labels a training needs. */

/** Fewer distinct labelled texts cannot be divided into parts that say anything. */
export const leastLabels = 30;
export const leastClasses = 2;

/** Below these a training starts, but its scores are rough. */
export const enoughLabels = 200;
export const enoughOfAClass = 10;
