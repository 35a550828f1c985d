/** What packages the desktop application; the tests check its configuration by the schema of this version. */
export const electronBuilder = 'electron-builder@26.17.0';
