import { expect, test } from 'vitest';
import { checkZone, momentInZone } from './zones.ts';

test.each(['America/New_York', 'europe/london', 'UTC', 'GMT', '+05:30', '-0400', 'UTC+2', 'Japan'])(
  '"%s" is a time zone',
  (zone) => {
    expect(() => checkZone(zone)).not.toThrow();
    expect(momentInZone(0, zone)).toHaveProperty('at');
  },
);

test('an abbreviation is answered with the zones that it can mean', () => {
  expect(() => checkZone('EST')).toThrow(
    expect.objectContaining({
      kind: 'use',
      remedies: [{ setting: 'zone', values: ['America/New_York', '-05:00'] }],
    }),
  );
  expect(() => checkZone('ist')).toThrow(
    expect.objectContaining({
      remedies: [{ setting: 'zone', values: ['Asia/Kolkata', 'Asia/Jerusalem', 'Europe/Dublin'] }],
    }),
  );
});

test('a name that no zone has is answered with one that is like it', () => {
  expect(() => checkZone('America/New_Yrok')).toThrow(/Did you mean "America\/New_York"/);
  expect(() => checkZone('+25:00')).toThrow(/is not a time zone/);
  expect(() => checkZone('-')).toThrow(/is not a time zone/);
});
