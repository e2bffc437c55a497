import type { BotConfig } from '../../config/define-config.js';
import { type SecretFile, secretFilesIn } from '../../config/exposed-secret-files.js';
import { ConfigError, loadConfig, loadStoredConfig } from '../../config/load-config.js';
import type { Config, StoredConfig } from '../../config/schema.js';
import { rightsOf } from '../../config/secret-file.js';
import { type Finding, failed, ok, warning } from './finding.js';

/** The settings, as far as they can be read. */
export interface ReadSettings {
  readonly config: Config | null;
  /** Enough for Redis; null if even that cannot be read. */
  readonly stored: StoredConfig | null;
  readonly findings: readonly Finding[];
}

/** Reads every setting and looks at every secret's file; finds all problems at once. */
export function readSettings(botConfig: BotConfig, env: NodeJS.ProcessEnv): ReadSettings {
  const files = fileFindings(botConfig, env);
  try {
    const config = loadConfig(botConfig, env);
    return { config, stored: config, findings: [ok('settings_fine'), ...files] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // An unreadable file is reported once, as a file.
    const unreadable = secretFilesIn(botConfig, env)
      .filter(({ path }) => rightsOf(path).type === 'unreadable')
      .map(({ setting }) => `${setting} names a file`);
    const problems = error.problems.filter(
      (problem) => !unreadable.some((start) => problem.startsWith(start)),
    );
    const findings = [...problems.map((problem) => failed('setting_wrong', { problem })), ...files];
    return { config: null, stored: storedIn(botConfig, env), findings };
  }
}

function fileFindings(botConfig: BotConfig, env: NodeJS.ProcessEnv): readonly Finding[] {
  return secretFilesIn(botConfig, env).map(fileFinding);
}

function fileFinding(file: SecretFile): Finding {
  const rights = rightsOf(file.path);
  switch (rights.type) {
    case 'own':
      return ok('secret_file_fine', file);
    case 'readable':
      return warning('secret_file_open', { ...file, mode: rights.mode });
    case 'writable':
      return failed('secret_file_writable', { ...file, mode: rights.mode });
    case 'unreadable':
      return failed('secret_file_unreadable', { ...file, code: rights.code });
  }
}

function storedIn(botConfig: BotConfig, env: NodeJS.ProcessEnv): StoredConfig | null {
  try {
    return loadStoredConfig(botConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}
