import { type ChildProcess, spawn } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface BotProcess {
  readonly child: ChildProcess;
  /** The ports in the log line that says the process is ready. */
  readonly ready: { readonly port?: number; readonly opsPort?: number };
}

/**
 * Starts a process of the built bot as production does, and resolves when it is ready. Its log goes to `log`. Rejects
 * with the process's output if it ends first.
 */
export async function startBotProcess(
  entry: string,
  env: NodeJS.ProcessEnv,
  log: WriteStream,
): Promise<BotProcess> {
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const listen = (line: string) => {
      log.write(`${line}\n`);
      if (said.length < 50) said.push(line);
      const ready = readyLine(line);
      if (ready !== null) resolve({ child, ready });
    };
    createInterface({ input: child.stdout }).on('line', listen);
    createInterface({ input: child.stderr }).on('line', listen);
    child.once('exit', (code) =>
      reject(new Error(`${entry} ended (${code}) before it was ready:\n${said.join('\n')}`)),
    );
  });
}

function readyLine(line: string): BotProcess['ready'] | null {
  if (!line.startsWith('{')) return null;
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== 'object' || parsed === null || !('msg' in parsed)) return null;
  if (parsed.msg !== 'web is ready' && parsed.msg !== 'worker is ready') return null;
  return {
    ...('port' in parsed && typeof parsed.port === 'number' ? { port: parsed.port } : {}),
    ...('opsPort' in parsed && typeof parsed.opsPort === 'number' ? { opsPort: parsed.opsPort } : {}),
  };
}
