import type { Log } from '../flow/ports/log.js';

/** Warns at the start of secrets that everybody on the machine can read or replace. */
export function warnOfSecretFiles(exposed: readonly string[], log: Log): void {
  for (const setting of exposed)
    log.warn(
      'secret.file_exposed',
      `the file that ${setting} names can be read or changed by everybody on this machine: run chmod o-rw on it`,
      { setting },
    );
}
