import { expect, test } from 'vitest';
import { readRecord } from './strace.ts';
import { temporaryFile } from './workspace.ts';

function record(...lines: string[]) {
  return readRecord(temporaryFile('record.strace', `${lines.join('\n')}\n`), '/srv');
}

test('what is sent to another machine, or asked of a name server, is told from what stays here', () => {
  const away = [
    '7  connect(21, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("20.42.65.84")}, 16) = -1 EINPROGRESS',
    '7  connect(21, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
    '7  connect(21, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2603:1030::1", &sin6_addr)}, 28) = 0',
    '7  connect(21, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)',
  ];
  const here = [
    '7  connect(21, {sa_family=AF_INET, sin_port=htons(4000), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    '7  connect(21, {sa_family=AF_INET6, sin6_port=htons(4000), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 0',
    '7  sendto(5<UNIX:[1]>, "connect", 7, 0, NULL, 0) = 7',
  ];
  expect(record(...away, ...here).sent).toEqual(away);
});

test('what is written is told from what is read and from what failed', () => {
  const { written } = record(
    '7  openat(AT_FDCWD</srv>, "a.txt", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3</srv/a.txt>',
    '7  openat(AT_FDCWD</srv>, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 3</etc/hosts>',
    '7  openat(AT_FDCWD</srv>, "/lib/createFile.js", O_RDONLY) = 3</lib/createFile.js>',
    '7  mkdir("/home/b", 0777) = -1 EEXIST (File exists)',
    '7  mkdir("/home/c", 0777 <unfinished ...>',
    '8  mkdir("/home/d", 0777 <unfinished ...>',
    '7  <... mkdir resumed>) = 0',
    '8  <... mkdir resumed>) = -1 EEXIST (File exists)',
    '7  openat(25</home/.cache>, "id.tmp", O_WRONLY|O_CREAT|O_EXCL, 0600) = 26</home/.cache/id.tmp>',
    '7  rename("/home/e.part", "/home/e") = 0',
  );
  expect(written).toEqual(['/srv/a.txt', '/home/c', '/home/.cache/id.tmp', '/home/e.part', '/home/e']);
});
