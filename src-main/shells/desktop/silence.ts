import type { CommandLine, Session } from 'electron';

/**
 * What Chromium would otherwise send or fetch by itself: variations, component updates, reports of failed
 * connections, pings of links, synchronisation, dumps of crashes, warm-up connections. Crash reporter and updater of
 * Electron are off as long as nobody starts them, and nobody does.
 *
 * The last one lets no name be looked up at all: the window speaks to `app://` and to nothing else.
 */
export const quietSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-client-side-phishing-detection'],
  ['disable-default-apps'],
  ['disable-sync'],
  ['disable-breakpad'],
  ['disable-crash-reporter'],
  ['no-pings'],
  ['no-first-run'],
  ['dns-prefetch-disable'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

/** Has to be called before the application is ready: Chromium reads its switches once. */
export function silenceNetwork(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  for (const [name, value] of quietSwitches) commandLine.appendSwitch(name, value);
}

/** Addresses of the network; `app:`, `blob:` and `devtools:` are none. */
const network = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'];

/** Whatever a page asks for outside of the application is refused; the spell checker, which fetches dictionaries, is off. */
export function silenceSession(
  session: Pick<Session, 'setSpellCheckerEnabled'> & {
    webRequest: Pick<Session['webRequest'], 'onBeforeRequest'>;
  },
): void {
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest({ urls: network }, (_details, answer) => answer({ cancel: true }));
}
