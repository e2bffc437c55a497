import { type BotConfig, placeholdersIn } from './define-config.js';
import { BadSecretFile, readSecretFile } from './secret-file.js';

/** A shorter word could stand in any sentence. */
const shortest = 8;

/** The words of every secret in the environment and its files, so that the log can leave them out. */
export function secretWords(config: BotConfig, env: NodeJS.ProcessEnv): string[] {
  const secrets = placeholdersIn(config).filter(({ isSecret, isPublic }) => isSecret && !isPublic);
  const words = secrets.flatMap(({ env: name }) => wordsOf(secretOf(name, env)));
  return [...new Set(words)].filter((word) => word.length >= shortest);
}

/** Empty where the value is missing or unreadable: then the bot does not start. */
function secretOf(name: string, env: NodeJS.ProcessEnv): string {
  const path = env[`${name}_FILE`]?.trim() ?? '';
  if (path === '') return env[name]?.trim() ?? '';
  try {
    return readSecretFile(path).trim();
  } catch (error) {
    if (error instanceof BadSecretFile) return '';
    throw error;
  }
}

/** Of an address its passwords, as written and decoded; of `<OA id>=<token>` the token; else each word. */
function wordsOf(value: string): string[] {
  if (value.includes('://')) {
    const written = [...value.matchAll(/:([^:@/]+)@|password=([^&]+)/gu)].map(
      ([, first, second]) => first ?? second ?? '',
    );
    return written.flatMap((word) => [word, decoded(word)]);
  }
  return value.split(/[\s,]+/u).map((word) => /^\d+=(.+)$/u.exec(word)?.[1] ?? word);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
