import type { ChildProcess } from 'node:child_process';

/** However this process ends, the other one does not outlive it. */
export function endWithUs(child: ChildProcess): ChildProcess {
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  return child;
}
