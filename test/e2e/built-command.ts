import { execFile } from 'node:child_process';
import type { World } from '../world/world.js';

/**
 * Runs a command of the build as `npm run` does, beside this world's bot, with nobody at the terminal. Rejects with
 * what it wrote as an error, if it did.
 */
export function runBuilt(
  { config }: World,
  entry: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; said: string }> {
  const all = {
    PATH: process.env['PATH'],
    REDIS_URL: config.redis.url,
    REDIS_PREFIX: config.redis.prefix,
    SLACK_BOT_TOKEN: config.slack.botToken,
    SLACK_SIGNING_SECRET: config.slack.signingSecret,
    ...env,
  };
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [`dist/src/${entry}`, ...args],
      { env: all },
      (error, out, err) => {
        if (err !== '') reject(new Error(err));
        else resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out });
      },
    );
    child.stdin?.end();
  });
}
