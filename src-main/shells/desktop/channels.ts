/** Names of the messages between the window's preload script and the main process. */
export const channels = {
  /** Window to main: wants a port of the API. */
  connect: 'contexture:connect',
  /** Main to window: here it is. Also the name under which the page gets it from the preload script. */
  port: 'contexture:port',
  /** Window to main: opens the file dialog; answers with paths. */
  chooseFiles: 'contexture:choose-files',
} as const;
