import { z } from 'zod';
import { type ConsoleSettings, consoleSettings } from './console-schema.js';
import { type BotConfig, type FromEnv, isFromEnv, secretFromEnv } from './define-config.js';
import { misspeltNames } from './misspelt-names.js';
import { plainHttpHosts, reportPlainHttp } from './plain-http.js';
import { proxySchema } from './proxy-schema.js';
import { type Config, configSchema, type StoredConfig, storedSchema, zaloAlone } from './schema.js';
import { BadSecretFile, readSecretFile } from './secret-file.js';

/** The configuration is invalid. The message lists every problem but no values, so no secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((each) => `  - ${each}`).join('\n')}\ndocs/configuration.md explains every setting.`,
    );
    this.problems = problems;
  }
}

/**
 * Resolves each value from its source in `bot.config.ts` and validates all of them at once.
 * @throws {ConfigError}
 */
export function loadConfig(config: BotConfig, env: NodeJS.ProcessEnv): Config {
  return load(config, configSchema, env);
}

/**
 * Loads the console's settings alone, for commands that run without the rest of the bot.
 * @throws {ConfigError}
 */
export function loadConsoleSettings(
  config: BotConfig,
  env: NodeJS.ProcessEnv,
): ConsoleSettings & Pick<Config, 'proxy'> {
  const zca = { driver: 'console', console: config.zca.console };
  const { plainHttpHosts: hosts, proxy } = config;
  const loaded = load({ zca, plainHttpHosts: hosts, proxy }, consoleAlone, env);
  return { ...loaded.zca.console, proxy: loaded.proxy };
}

/**
 * Loads Zalo's settings and Redis's alone, for the log-in of an OA.
 * @throws {ConfigError}
 */
export function loadZaloSettings(
  { zalo, redis, proxy, plainHttpHosts: hosts }: BotConfig,
  env: NodeJS.ProcessEnv,
): Pick<Config, 'zalo' | 'redis' | 'proxy'> {
  return load({ zalo, redis, proxy, plainHttpHosts: hosts }, zaloAlone, env);
}

/**
 * Loads the settings for reading stored data, for commands that only use Redis.
 * @throws {ConfigError}
 */
export function loadStoredConfig(
  { redis, audit, events, locale }: BotConfig,
  env: NodeJS.ProcessEnv,
): StoredConfig {
  return load({ redis, audit, events, locale }, storedSchema, env);
}

/**
 * Loads the app configuration token, which only the doctor uses; empty without one.
 * @throws {ConfigError}
 */
export function loadConfigurationToken(env: NodeJS.ProcessEnv): string {
  return load({ token: secretFromEnv('SLACK_CONFIG_TOKEN', '') }, z.object({ token: z.string() }), env).token;
}

const consoleAlone = z
  .object({
    zca: z.object({ driver: z.literal('console'), console: consoleSettings }),
    plainHttpHosts,
    proxy: proxySchema,
  })
  .check(z.superRefine(reportPlainHttp, { when: () => true }));

function load<S extends z.ZodType>(config: unknown, schema: S, env: NodeJS.ProcessEnv): z.output<S> {
  const source = new Source(env);
  const parsed = schema.safeParse(source.resolve(config));
  const { problems, variables } = source;
  const misspelt = misspeltNames(variables, env).map(
    ({ name, meant }) => `${name} is no setting; did you mean ${meant}?`,
  );
  if (parsed.success && misspelt.length === 0 && problems.size === 0) return parsed.data;
  const issues = parsed.error?.issues.map((issue) => problemOf(issue, source.names)) ?? [];
  // A missing value is not reported as invalid too.
  const others = issues.filter((issue) => ![...problems.keys()].some((name) => issue.startsWith(`${name} `)));
  throw new ConfigError([...misspelt, ...problems.values(), ...others]);
}

/** Resolves the values of settings. */
class Source {
  /** The variable of each setting, by its path. */
  readonly names = new Map<string, string>();
  /** Every variable that a setting may come from. */
  readonly variables = new Set<string>();
  /** The reason why a value is unavailable, by its variable. */
  readonly problems = new Map<string, string>();
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  resolve(value: unknown, path: readonly string[] = []): unknown {
    if (isFromEnv(value)) {
      this.names.set(path.join('.'), value.env);
      return this.#valueOf(value) ?? value.fallback;
    }
    if (Array.isArray(value))
      return value.map((inner, index) => this.resolve(inner, [...path, String(index)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.resolve(inner, [...path, key])]),
    );
  }

  #valueOf({ env: name, isSecret = false, isFile = false }: FromEnv): string | undefined {
    const given = this.#variable(name);
    for (const each of spellingsOf(name)) this.variables.add(each);
    if (isFile) return given === undefined ? undefined : this.#read(name, name, given);
    if (isSecret) this.variables.add(`${name}_FILE`);
    const file = isSecret ? this.#variable(`${name}_FILE`) : undefined;
    if (file === undefined) return given;
    if (given !== undefined) {
      this.problems.set(name, `${name} and ${name}_FILE are both set: set one of them`);
      return undefined;
    }
    return this.#read(name, `${name}_FILE`, file);
  }

  #read(name: string, variable: string, file: string): string | undefined {
    try {
      return readSecretFile(file);
    } catch (error) {
      if (!(error instanceof BadSecretFile)) throw error;
      this.problems.set(name, `${variable} ${error.message}`);
      return undefined;
    }
  }

  /** An empty variable counts as unset. */
  #variable(name: string): string | undefined {
    return spellingsOf(name)
      .map((each) => this.#env[each]?.trim())
      .find((found) => found !== undefined && found !== '');
  }
}

/** Other programs read the variables of a proxy in small letters too. */
function spellingsOf(name: string): string[] {
  return name.endsWith('_PROXY') ? [name, name.toLowerCase()] : [name];
}

function problemOf(issue: z.core.$ZodIssue, names: Map<string, string>): string {
  const parts = issue.path.map(String);
  const named = parts
    .map((_, index) => names.get(parts.slice(0, parts.length - index).join('.')))
    .find((name) => name !== undefined);
  return `${named ?? `${parts.join('.')} in bot.config.ts`} ${issue.message}`;
}
