import { type BotConfig, type FromEnv, placeholdersIn } from './define-config.js';
import { rightsOf } from './secret-file.js';

/** A secret's file, and the variable (`…_FILE`) that names it. */
export interface SecretFile {
  readonly setting: string;
  readonly path: string;
}

/** Every file from which a secret is read. */
export function secretFilesIn(config: BotConfig, env: NodeJS.ProcessEnv): readonly SecretFile[] {
  return placeholdersIn(config).flatMap((placeholder) => {
    const setting = fileVariable(placeholder);
    const path = setting === null ? '' : (env[setting]?.trim() ?? '');
    return setting === null || path === '' ? [] : [{ setting, path }];
  });
}

/** The variables whose files everybody on this machine can read or change. */
export function exposedSecretFiles(config: BotConfig, env: NodeJS.ProcessEnv): string[] {
  // A file that cannot be looked at stops the start when it is read.
  return secretFilesIn(config, env)
    .filter(({ path }) => ['readable', 'writable'].includes(rightsOf(path).type))
    .map(({ setting }) => setting);
}

/** The variable that names the file of a secret; null: it is no secret. Of files themselves only keys are. */
function fileVariable({ env: name, isSecret = false, isFile = false }: FromEnv): string | null {
  if (isFile) return /KEY$/u.test(name) ? name : null;
  return isSecret ? `${name}_FILE` : null;
}
