/** Where there is no Chromium, every test of the window is skipped and says why. */
import { beforeEach } from 'vitest';
import { noChromium } from '../../scripts/chromium.ts';
import { chromiumPath } from './application.ts';

beforeEach(({ skip }) => skip(chromiumPath === null, noChromium));
