import { expect, test } from 'vitest';
import { serveCommand } from './demo.ts';

test.each([
  ['npm run demo', 'demo', 'npm run serve -- --workspace "/my demo"'],
  ['npm run contexture -- demo', 'contexture', 'npm run serve -- --workspace "/my demo"'],
  ['the command itself', undefined, 'contexture serve --workspace "/my demo"'],
  // npx sets its own name.
  ['npx', 'npx', 'contexture serve --workspace "/my demo"'],
])('a demo that was started by %s says how to open its workspace', (_, event, command) => {
  expect(serveCommand('/my demo', { npm_lifecycle_event: event })).toBe(command);
});
