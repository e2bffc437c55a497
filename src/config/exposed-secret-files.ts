import { statSync } from 'node:fs';
import { type BotConfig, isFromEnv } from './define-config.js';

/** Rights of everybody on the machine, whether to read or to replace. */
const everybody = 0o006;

/** The variables (`…_FILE`) whose files everybody on this machine can read or change. */
export function exposedSecretFiles(config: BotConfig, env: NodeJS.ProcessEnv): string[] {
  return secretsIn(config).filter((name) => {
    const path = env[name]?.trim() ?? '';
    if (path === '') return false;
    // A file that cannot be looked at stops the start when it is read.
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    return (mode & everybody) !== 0;
  });
}

function secretsIn(value: unknown): string[] {
  if (isFromEnv(value)) {
    if (value.isFile === true) return /KEY$/u.test(value.env) ? [value.env] : [];
    return value.isSecret === true ? [`${value.env}_FILE`] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}
