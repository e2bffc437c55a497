import { type Asset, type AssetKind, assetKinds } from '../core/asset/asset.js';
import type { ZcaClient } from '../flow/ports/zca.js';
import { ZcaError, ZcaNotNow } from '../flow/zca-error.js';
import { sleep } from '../shared/sleep.js';
import { printable } from './printable.js';

/** Each list is tried this often, this far apart: a page may once fail to load, or load late. */
const tries = 3;
const tryAgainMs = 2_000;

export interface ConsoleCheck {
  readonly zca: Pick<ZcaClient, 'list'>;
  /** The name of each kind's tab. */
  readonly tabs: { readonly [K in AssetKind]: string };
  readonly say: (line: string) => void;
  readonly tryAgainMs?: number;
}

/** Walks to both lists and prints their content, or what was found instead. Returns whether both were found. */
export async function checkConsole(check: ConsoleCheck): Promise<boolean> {
  const { tabs, say } = check;
  for (const kind of assetKinds) {
    const assets = await listOf(kind, check);
    if (assets === null) return false;
    say(`${tabs[kind]}: ${assets.length}`);
    for (const { id, name } of assets) say(`  ${printable(id)}  ${printable(name)}`);
  }
  say('Both lists were found. Nothing was pressed. Compare them with what you see yourself.');
  return true;
}

async function listOf(
  kind: AssetKind,
  { zca, tabs, say, tryAgainMs: pauseMs = tryAgainMs }: ConsoleCheck,
): Promise<readonly Asset[] | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await zca.list(kind);
    } catch (error) {
      if (!(error instanceof ZcaError)) throw error;
      const isOver = needsPerson(error) || attempt === tries;
      say(`${tabs[kind]}, try ${attempt} of ${tries}: ${printable(seenIn(error))}`);
      if (isOver) return null;
      await sleep(pauseMs);
    }
  }
}

function needsPerson(error: ZcaError): boolean {
  return error instanceof ZcaNotNow && error.why !== 'busy';
}

/** The obstacle, as far as it was seen. */
function seenIn(error: ZcaError): string {
  const { failure } = error;
  switch (failure.type) {
    case 'screen_unexpected':
      return failure.seen;
    case 'unreachable':
      return failure.detail;
    case 'console_paused':
      return {
        no_session: 'nobody has logged in yet. Run npm run console:login',
        logged_out: 'the log-in has ended. Run npm run console:login',
        captcha: 'a captcha asks for a person. Run npm run console:login, and answer it there',
        busy: 'a worker has the browser',
      }[failure.why];
    default:
      return error.message;
  }
}
