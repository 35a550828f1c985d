/** Where the window runs: in the desktop shell or in a browser. */
import { shallowRef } from 'vue';
import { type Act, actOf } from './connection/acts.ts';
import type { FilePurpose } from './connection/bridge.ts';
import { openPort } from './connection/port.ts';
import { ReconnectingLink } from './connection/reconnecting-link.ts';
import type { ConnectionState } from './connection/reconnecting-link.ts';
import { openSocket } from './connection/socket.ts';
import { tradeToken } from './connection/session.ts';
import './connection/bridge.ts';

const bridge = window.contexture ?? null;
// Before the router looks at the address.
const traded = bridge === null ? tradeToken() : Promise.resolve();

export const isDesktop = bridge !== null;

export const connectionState = shallowRef<ConnectionState>('connecting');

export const link = new ReconnectingLink(
  () => (bridge === null ? traded.then(openSocket) : openPort()),
  (state) => {
    connectionState.value = state;
  },
);

/** Hears what the menu of the desktop, or its system, asks of the window, until what it returns is called. */
export function onAct(listener: (act: Act) => void): () => void {
  const hear = (event: MessageEvent<unknown>): void => {
    const act = actOf(event);
    if (act !== null) listener(act);
  };
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}

/** The system's file dialog; null in a browser, which has its own. */
export const chooseFiles =
  bridge === null ? null : (purpose: FilePurpose): Promise<string[]> => bridge.chooseFiles(purpose);

/** A path that the application can read: the file's own, or that of a copy which is sent to the server. */
export async function pathOf(file: File): Promise<string> {
  if (bridge !== null) return bridge.pathForFile(file);
  const name = encodeURIComponent(file.name);
  // Asked first, since a browser hears no answer before it has sent everything.
  const room = await fetch(`/upload?name=${name}&bytes=${file.size}`);
  if (!room.ok) throw new Error(await reasonOf(room, file.name));
  const response = await fetch(`/upload?name=${name}`, { method: 'POST', body: file });
  if (!response.ok) throw new Error(await reasonOf(response, file.name));
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'path' in answer && typeof answer.path === 'string') {
    return answer.path;
  }
  throw new Error(`${file.name} could not be sent to the server.`);
}

/** Why the server took no file: its own words where it has some. */
async function reasonOf(response: Response, name: string): Promise<string> {
  if (response.status === 507) return (await response.text()).trim();
  return `${name} could not be sent to the server (status ${response.status}).`;
}
