/** The scopes of a context window, for the window's forms. */
export { contextScopes, scopes } from '../context/scopes.ts';
