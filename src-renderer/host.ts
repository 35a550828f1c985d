/** Where the window runs: in the desktop shell or in a browser. */
import { shallowRef } from 'vue';
import type { FilePurpose } from './connection/bridge.ts';
import { openPort } from './connection/port.ts';
import { ReconnectingLink } from './connection/reconnecting-link.ts';
import type { ConnectionState } from './connection/reconnecting-link.ts';
import { openSocket } from './connection/socket.ts';
import { takeToken } from './connection/token.ts';
import './connection/bridge.ts';

const bridge = window.contexture ?? null;
const token = bridge === null ? takeToken() : null;

export const isDesktop = bridge !== null;
/** In a browser without a token the server refuses us: the address was not the one that was printed. */
export const lacksToken = bridge === null && token === null;

export const connectionState = shallowRef<ConnectionState>('connecting');

export const link = new ReconnectingLink(
  () => (bridge === null ? openSocket(token) : openPort()),
  (state) => {
    connectionState.value = state;
  },
);

/** The system's file dialog; null in a browser, which has its own. */
export const chooseFiles =
  bridge === null ? null : (purpose: FilePurpose): Promise<string[]> => bridge.chooseFiles(purpose);

/** A path that the application can read: the file's own, or that of a copy which is sent to the server. */
export async function pathOf(file: File): Promise<string> {
  if (bridge !== null) return bridge.pathForFile(file);
  const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? ''}` },
    body: file,
  });
  const answer: unknown = response.ok ? await response.json() : null;
  if (typeof answer === 'object' && answer !== null && 'path' in answer && typeof answer.path === 'string') {
    return answer.path;
  }
  throw new Error(`${file.name} could not be sent to the server (status ${response.status}).`);
}
