import { z } from 'zod';
import { type ConsoleSettings, consoleSettings } from './console-schema.js';
import type { BotConfig, FromEnv } from './define-config.js';
import { misspeltNames } from './misspelt-names.js';
import { plainHttpHosts, reportPlainHttp } from './plain-http.js';
import { type Config, configSchema } from './schema.js';

/** The configuration cannot be used; the message lists every problem and holds no value, so no secret either. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((each) => `  - ${each}`).join('\n')}\nThe README explains every setting.`,
    );
  }
}

/**
 * Takes each value from where `bot.config.ts` says it is and checks them all at once.
 * @throws {ConfigError}
 */
export function loadConfig(config: BotConfig, env: NodeJS.ProcessEnv): Config {
  return load(config, configSchema, env);
}

/** The console's settings alone, for where the rest of the bot is not. @throws {ConfigError} */
export function loadConsoleSettings(config: BotConfig, env: NodeJS.ProcessEnv): ConsoleSettings {
  const zca = { driver: 'console', console: config.zca.console };
  return load({ zca, plainHttpHosts: config.plainHttpHosts }, consoleAlone, env).zca.console;
}

const consoleAlone = z
  .object({ zca: z.object({ driver: z.literal('console'), console: consoleSettings }), plainHttpHosts })
  .check(z.superRefine(reportPlainHttp, { when: () => true }));

function load<S extends z.ZodType>(config: unknown, schema: S, env: NodeJS.ProcessEnv): z.output<S> {
  const names = new Map<string, string>();
  const parsed = schema.safeParse(resolved(config, env, [], names));
  const misspelt = misspeltNames(names.values(), env).map(
    ({ name, meant }) => `${name} is no setting; did you mean ${meant}?`,
  );
  if (parsed.success && misspelt.length === 0) return parsed.data;
  const issues = parsed.error?.issues ?? [];
  throw new ConfigError([...misspelt, ...issues.map((issue) => problemOf(issue, names))]);
}

function resolved(
  value: unknown,
  env: NodeJS.ProcessEnv,
  path: readonly string[],
  names: Map<string, string>,
): unknown {
  if (isFromEnv(value)) {
    names.set(path.join('.'), value.env);
    const found = env[value.env]?.trim();
    return found === undefined || found === '' ? value.fallback : found;
  }
  if (Array.isArray(value))
    return value.map((inner, index) => resolved(inner, env, [...path, String(index)], names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, resolved(inner, env, [...path, key], names)]),
  );
}

function isFromEnv(value: unknown): value is FromEnv {
  return typeof value === 'object' && value !== null && 'env' in value && 'fallback' in value;
}

function problemOf(issue: z.core.$ZodIssue, names: Map<string, string>): string {
  const parts = issue.path.map(String);
  const named = parts
    .map((_, index) => names.get(parts.slice(0, parts.length - index).join('.')))
    .find((name) => name !== undefined);
  return `${named ?? `${parts.join('.')} in bot.config.ts`} ${issue.message}`;
}
