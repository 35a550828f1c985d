import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** System calls that speak to somebody, and those that make or change a file. */
const traced = [
  'connect,sendto,sendmsg,sendmmsg',
  'open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,truncate',
].join(',');

/** Why system calls cannot be recorded here, or null. */
export const noStrace: string | null =
  spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0
    ? null
    : 'strace is not here or may not trace: what is sent and written cannot be recorded';

/** The arguments that make `strace` record a program and all that it starts into `file`. */
export function straceArgs(file: string, command: readonly string[]): string[] {
  return [
    '-f',
    '--seccomp-bpf',
    '-qq',
    '-y',
    '-s',
    '300',
    '-e',
    `trace=${traced}`,
    '-o',
    file,
    '--',
    ...command,
  ];
}

/** What a program did, as `strace -f -y` recorded it. */
export interface Recorded {
  /** Calls that speak to anybody but this machine, and look-ups of names, as they were recorded. */
  sent: string[];
  /** Paths that were made, written or renamed. */
  written: string[];
}

const addresses = /sin_addr=inet_addr\("([\d.]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/u;
const port53 = /sin6?_port=htons\(53\)/u;
const talks = /\b(?:connect|sendto|sendmsg|sendmmsg)\(/u;
const writes =
  /^\d+\s+(?:open(?:at)?\(.*O_(?:WRONLY|RDWR|CREAT)|(?:creat|mkdir|rename|link|symlink|truncate)[a-z0-9]*\()/u;

/** Reads a record. `folder`: the program's working directory, for paths that are relative to it. */
export function readRecord(file: string, folder: string): Recorded {
  const lines = existsSync(file) ? wholeCalls(readFileSync(file, 'utf8').split('\n')) : [];
  return { sent: lines.filter(leaves), written: lines.flatMap((line) => writtenPaths(line, folder)) };
}

/** A call during which another thread made one stands in two lines: its beginning, and later its end. */
function wholeCalls(lines: readonly string[]): string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)/u.exec(line) ?? [];
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, line.slice(0, -'<unfinished ...>'.length));
      return [];
    }
    const [, end] = /^<\.\.\. \w+ resumed>(.*)/u.exec(rest) ?? [];
    return [end === undefined ? line : `${begun.get(thread) ?? ''}${end}`];
  });
}

/** Unix sockets, netlink and loopback stay on the machine; a question to a name server does not, wherever it runs. */
function leaves(line: string): boolean {
  if (!talks.test(line)) return false;
  if (port53.test(line) || line.includes('nscd')) return true;
  const [, ipv4, ipv6] = addresses.exec(line) ?? [];
  const address = ipv4 ?? ipv6;
  if (address === undefined) return false;
  return !(address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.'));
}

/** A call that failed made nothing. Paths stand in quotes; `-y` gives the folder that one is relative to. */
function writtenPaths(line: string, folder: string): string[] {
  if (!writes.test(line) || /= -1 E[A-Z]+/u.test(line)) return [];
  const at = /(?:AT_FDCWD|\d+)<([^>]*)>, "/u.exec(line)?.[1] ?? folder;
  const paths = [...line.matchAll(/"((?:[^"\\]|\\.)*)"/gu)].map(([, path = '']) => resolve(at, path));
  return paths.map((path) => (line.includes('O_TMPFILE') ? `${path}/(nameless)` : path));
}

/** Whether a path lies in one of the folders. */
export function isIn(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || `${dirname(path)}/`.startsWith(`${folder}/`));
}
