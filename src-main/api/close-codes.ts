/** Status with which a WebSocket of the API is closed when another workspace was opened: the page has to load again. */
export const anotherWorkspace = 4001;
