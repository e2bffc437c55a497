import { execFile } from 'node:child_process';

/**
 * Runs a command of the build as `npm run` does, with only the address of a bot's Redis for a
 * setting, and nobody at the terminal. Returns all of its output.
 */
export function runBuilt(
  { url, prefix }: { readonly url: string; readonly prefix: string },
  entry: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; said: string }> {
  const all = { PATH: process.env['PATH'], REDIS_URL: url, REDIS_PREFIX: prefix, ...env };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [`dist/src/${entry}`, ...args],
      { env: all },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: out + err });
      },
    );
    child.stdin?.end();
  });
}
