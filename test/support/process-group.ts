const leaders = new Set<number>();

/** Ends the group of this process, and all in it, at the latest when the tests end. */
export function watchGroup(pid: number): void {
  leaders.add(pid);
}

/** Kills a process that leads a group (`detached`, or in a pseudo-terminal of its own) and everything in that group. */
export function killGroup(pid: number): void {
  leaders.delete(pid);
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended by itself.
  }
}

process.on('exit', () => {
  for (const pid of leaders) killGroup(pid);
});
