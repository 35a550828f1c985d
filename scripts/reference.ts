/** Writes docs/reference.md from what the program says of itself. A test compares the two. */
import { writeFileSync } from 'node:fs';
import { reference, referencePath } from './reference/document.ts';

writeFileSync(referencePath, await reference());
