/** Abbreviations of time zones, as times in files have them. */

/** What an abbreviation can mean; minutes are those that its clocks are ahead of UTC. */
export interface ZoneMeaning {
  zone: string;
  /** null: those that the zone has at the time, with or without daylight saving time. */
  minutes: number | null;
}

function fixed(zone: string, hours: number): ZoneMeaning[] {
  return [{ zone, minutes: hours * 60 }];
}

function local(zone: string): ZoneMeaning[] {
  return [{ zone, minutes: null }];
}

/** Names of UTC itself. */
export const UTC_NAMES: ReadonlySet<string> = new Set(['Z', 'UTC', 'GMT', 'UT']);

/** Abbreviations with all that they stand for: where there are several, only the user knows which one is meant. */
export const zoneMeanings: ReadonlyMap<string, readonly ZoneMeaning[]> = new Map([
  ['ET', local('America/New_York')],
  ['EST', fixed('America/New_York', -5)],
  ['EDT', fixed('America/New_York', -4)],
  ['CT', local('America/Chicago')],
  ['CST', [...fixed('America/Chicago', -6), ...fixed('Asia/Shanghai', 8)]],
  ['CDT', fixed('America/Chicago', -5)],
  ['MT', local('America/Denver')],
  ['MST', fixed('America/Denver', -7)],
  ['MDT', fixed('America/Denver', -6)],
  ['PT', local('America/Los_Angeles')],
  ['PST', fixed('America/Los_Angeles', -8)],
  ['PDT', fixed('America/Los_Angeles', -7)],
  ['AKST', fixed('America/Anchorage', -9)],
  ['AKDT', fixed('America/Anchorage', -8)],
  ['HST', fixed('Pacific/Honolulu', -10)],
  ['WET', fixed('Europe/Lisbon', 0)],
  ['WEST', fixed('Europe/Lisbon', 1)],
  ['CET', fixed('Europe/Berlin', 1)],
  ['CEST', fixed('Europe/Berlin', 2)],
  ['EET', fixed('Europe/Helsinki', 2)],
  ['EEST', fixed('Europe/Helsinki', 3)],
  ['MSK', fixed('Europe/Moscow', 3)],
  ['JST', fixed('Asia/Tokyo', 9)],
  ['KST', fixed('Asia/Seoul', 9)],
  ['HKT', fixed('Asia/Hong_Kong', 8)],
  ['SGT', fixed('Asia/Singapore', 8)],
  ['AET', local('Australia/Sydney')],
  ['AEST', fixed('Australia/Sydney', 10)],
  ['AEDT', fixed('Australia/Sydney', 11)],
  ['NZST', fixed('Pacific/Auckland', 12)],
  ['NZDT', fixed('Pacific/Auckland', 13)],
  ['SAST', fixed('Africa/Johannesburg', 2)],
  ['BST', [...fixed('Europe/London', 1), ...fixed('Asia/Dhaka', 6)]],
  ['IST', [...fixed('Asia/Kolkata', 5.5), ...fixed('Asia/Jerusalem', 2), ...fixed('Europe/Dublin', 1)]],
  ['AST', [...fixed('America/Halifax', -4), ...fixed('Asia/Riyadh', 3)]],
  ['GST', [...fixed('Asia/Dubai', 4), ...fixed('Pacific/Guam', 10)]],
]);
