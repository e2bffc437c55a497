import { type BotConfig, isFromEnv } from './define-config.js';
import { rightsOf } from './secret-file.js';

/** A secret's file, and the variable (`…_FILE`) that names it. */
export interface SecretFile {
  readonly setting: string;
  readonly path: string;
}

/** Every file from which a secret is read. */
export function secretFilesIn(config: BotConfig, env: NodeJS.ProcessEnv): readonly SecretFile[] {
  return secretsIn(config).flatMap((setting) => {
    const path = env[setting]?.trim() ?? '';
    return path === '' ? [] : [{ setting, path }];
  });
}

/** The variables whose files everybody on this machine can read or change. */
export function exposedSecretFiles(config: BotConfig, env: NodeJS.ProcessEnv): string[] {
  // A file that cannot be looked at stops the start when it is read.
  return secretFilesIn(config, env)
    .filter(({ path }) => ['readable', 'writable'].includes(rightsOf(path).type))
    .map(({ setting }) => setting);
}

function secretsIn(value: unknown): string[] {
  if (isFromEnv(value)) {
    if (value.isFile === true) return /KEY$/u.test(value.env) ? [value.env] : [];
    return value.isSecret === true ? [`${value.env}_FILE`] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}
