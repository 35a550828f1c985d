/**
 * How the desktop application is packaged; docs/packaging.md says how to do it. Whoever packages fetches
 * electron-builder for it: its 280 packages are no part of the project.
 */

/** Binaries of all systems and processors, and the same for the one that is packaged. */
const runtime = 'node_modules/onnxruntime-node/bin/napi-v6';
const prebuilt = 'node_modules/better-sqlite3/prebuilds';

export default {
  appId: 'org.contexture.desktop',
  productName: 'Contexture',
  copyright: 'The Contexture authors. MIT licence.',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  // `npm ci` has built it, and the binaries of its packages are made for every version of Node and Electron.
  npmRebuild: false,
  nodeGypRebuild: false,
  asar: true,
  // Binaries are loaded by the system, which cannot look into the archive; the sample is read as any other file.
  asarUnpack: [`${runtime}/**`, `${prebuilt}/**`, 'resources/sample/**'],
  files: [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'resources/**',
    'package.json',
    'LICENSE',
    // Electron is the Node of the desktop.
    '!node_modules/node{,/**}',
    '!node_modules/node-bin-*{,/**}',
    '!**/node_modules/**/*.{map,ts,mts,cts,flow,markdown,md}',
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}{,/**}',
    '!node_modules/onnxruntime-node/{script,lib/**/*.map}{,/**}',
    `!${runtime}{,/**}`,
    `${runtime}/\${platform}/\${arch}/**`,
    `!${prebuilt}{,/**}`,
    `${prebuilt}/\${platform}-\${arch}.node`,
  ],
  electronLanguages: ['en', 'en-US'],
  electronFuses: {
    // Jobs are utility processes: nothing starts the application as a bare Node.
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    // A changed binary needs a new signature, also where nobody signs it.
    resetAdHocDarwinSignature: true,
  },
  toolsets: { appimage: '1.0.3' },
  // Nothing is uploaded, and the application looks for no update.
  publish: null,
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  linux: {
    target: ['AppImage', 'deb'],
    icon: 'icon.png',
    category: 'Science',
    executableName: 'contexture',
    maintainer: 'The Contexture authors',
    synopsis: 'How news and tweets change the reading of a company',
    mimeTypes: ['text/csv', 'text/tab-separated-values'],
  },
  mac: {
    target: ['dmg'],
    icon: 'icon.png',
    category: 'public.app-category.finance',
    // Offered under “Open with”, but never in place of the program that opens tables now.
    fileAssociations: [
      { ext: 'csv', name: 'Comma-separated values', role: 'Viewer', rank: 'Alternate' },
      { ext: 'tsv', name: 'Tab-separated values', role: 'Viewer', rank: 'Alternate' },
    ],
  },
  // No file associations: an installer for Windows would take .csv from the program that opens it now.
  win: { target: ['nsis'], icon: 'icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
