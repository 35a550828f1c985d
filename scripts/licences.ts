/** Writes docs/licences.md from package-lock.json. A test compares the two. */
import { writeFileSync } from 'node:fs';
import { licences, licencesPath } from './licences/document.ts';

writeFileSync(licencesPath, await licences());
