/** Names of the messages between the window's preload script and the main process. */
export const channels = {
  /** Window to main: wants a port of the API. */
  connect: 'contexture:connect',
  /** Main to window: here it is. Also the name under which the page gets it from the preload script. */
  port: 'contexture:port',
  /** Window to main: opens the file dialog; answers with paths. */
  chooseFiles: 'contexture:choose-files',
  /** Main to window: the menu or the system asks for something. Also the name under which the page gets it. */
  act: 'contexture:act',
} as const;

/** What the menu or the system asks of the window. */
export type Act =
  /** Show a place, by its address in the window. */
  | { go: string }
  /** Show what keys do, or find something. */
  | { show: 'find' | 'keys' }
  /** Look at these files, to import them; none: ask for them. */
  | { importFiles: readonly string[] };
