import { type Kind, toWire, type WireAsset, type ZcaAsset } from './asset.js';
import { AssetRegister } from './asset-register.js';
import { startConsole, type ZcaConsole } from './console/console.js';
import { FaultQueue, type Faults } from './fault-queue.js';
import { type Call, createGateway } from './gateway.js';
import { type Ledger, LedgerBook } from './ledger.js';
import { listen, pauseUntil } from './listen.js';
import { createOpenApi, type OaStory, openApiPath } from './open-api.js';
import type { Reply } from './reply.js';
import { seedAssets } from './seed-assets.js';
import { seedZcaId } from './seed-zca-id.js';
import { answerSwitch, switchesPath } from './switches.js';

export type { Kind, WireAsset, ZcaAsset } from './asset.js';
export type { SessionCookie, ZcaConsole } from './console/console.js';
export type { Manners, MannersOrder } from './console/manners.js';
export type { ConsolePress } from './console/press-book.js';
export type { Fault, FaultOrder } from './fault.js';
export type { Faults } from './fault-queue.js';
export type { Ledger, LedgerCall, LedgerRemoval } from './ledger.js';
export type { OaStory } from './open-api.js';

/** Options of `startZca`. */
export interface ZcaOptions {
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** The web console's port; 0 or left out: any free port. */
  readonly consolePort?: number;
  /** The token that callers must send in the header `access_token`. */
  readonly accessToken: string;
  /** Further tokens that are accepted while one is being changed; none by default. */
  readonly moreAccessTokens?: readonly string[];
  /** OAs' own tokens for Zalo's OpenAPI, by OA id; left out: none. */
  readonly oaTokens?: Readonly<Record<string, string>>;
  /** The assets linked at the start; left out: the realistic seed. */
  readonly assets?: readonly ZcaAsset[];
  /** The clock of the ledger and of `unlinked_at`; left out: the real one. */
  readonly now?: () => Date;
}

/** A running Zalo Cloud Account: the HTTP gateway and the web console, and a test's way to control both. */
export interface Zca {
  /** For instance `http://127.0.0.1:41234`; the contract's paths follow it. */
  readonly url: string;
  close(): Promise<void>;
  /** The linked assets as a caller would see them (never the ghosts of `stale_read`). */
  assets(): WireAsset[];
  /** One linked asset; null when it is not linked. */
  asset(kind: Kind, id: string): WireAsset | null;
  /** Somebody links an asset in the console; this replaces one that is already linked. */
  link(asset: ZcaAsset): void;
  /** Somebody renames a linked asset. Throws when it is not linked. */
  rename(kind: Kind, id: string, name: string): void;
  /** Refuses every later unlink of this linked asset with this text; null: no longer. */
  refuse(kind: Kind, id: string, refusal: string | null): void;
  /** Somebody unlinks an asset in the console. Throws when it is not linked. */
  remove(kind: Kind, id: string): void;
  /** Makes Zalo's OpenAPI tell this about an OA from now on; null: the truth again. */
  zaloSays(id: string, story: OaStory | null): void;
  /** The record of what really happened. */
  readonly ledger: Ledger;
  /** The faults that make the gateway misbehave. */
  readonly faults: Faults;
  /** The same assets in a browser. */
  readonly console: ZcaConsole;
}

/**
 * Starts a local ZCA gateway that speaks `docs/zca-gateway.openapi.yaml` over real HTTP,
 * with its switches under `/sandbox/` (see `switches.ts`).
 *
 * @example
 * const zca = await startZca({ accessToken: 'secret' });
 * zca.faults.add({ type: 'drop_after', operation: 'unlink', id: '4318093042839471234' });
 */
export async function startZca(options: ZcaOptions): Promise<Zca> {
  const {
    port = 0,
    consolePort = 0,
    accessToken,
    moreAccessTokens = [],
    oaTokens = {},
    assets = seedAssets,
    now = () => new Date(),
  } = options;
  const closing = new AbortController();
  const register = new AssetRegister(assets);
  const ledger = new LedgerBook();
  const faults = new FaultQueue();
  const pause = pauseUntil(closing.signal);
  const gateway = createGateway({
    accessTokens: [accessToken, ...moreAccessTokens],
    ...{ register, ledger, faults, now, pause },
  });
  const stories = new Map<string, OaStory>();
  const hands = handsOn(register, ledger, now);
  const openApi = createOpenApi({ tokens: oaTokens, stories, register, ledger, faults, now, pause });
  const { console, close: closeConsole } = await startConsole({
    port: consolePort,
    accountCode: seedZcaId,
    register,
    ledger,
    now,
    pause,
  });
  const switched = { faults, ledger, remove: hands.remove, console };
  const answer = async (call: Call): Promise<Reply> => {
    if (call.url.pathname.startsWith(switchesPath))
      return { type: 'answer', answer: answerSwitch(call, switched) };
    return call.url.pathname.startsWith(openApiPath) ? openApi(call) : gateway(call);
  };
  const { url, close } = await listen(port, answer, closing);
  return {
    url,
    close: async () => {
      await Promise.all([close(), closeConsole()]);
    },
    ledger,
    faults,
    zaloSays: (id, story) => void (story === null ? stories.delete(id) : stories.set(id, story)),
    console,
    ...hands,
  };
}

type Hands = Pick<Zca, 'assets' | 'asset' | 'link' | 'rename' | 'refuse' | 'remove'>;

function handsOn(register: AssetRegister, ledger: LedgerBook, now: () => Date): Hands {
  return {
    assets: () => register.linked().map(toWire),
    asset: (kind, id) => {
      const asset = register.find(kind, id);
      return asset === null ? null : toWire(asset);
    },
    link: (asset) => register.link(asset),
    rename: (kind, id, name) => register.link({ ...mustFind(register, kind, id), name }),
    refuse: (kind, id, refusal) => {
      const { refusal: _before, ...asset } = mustFind(register, kind, id);
      register.link(refusal === null ? asset : { ...asset, refusal });
    },
    remove: (kind, id) => {
      mustFind(register, kind, id);
      register.remove(kind, id);
      ledger.removed({ at: now().toISOString(), kind, id, by: 'console' });
    },
  };
}

function mustFind(register: AssetRegister, kind: Kind, id: string): ZcaAsset {
  const asset = register.find(kind, id);
  if (asset === null) throw new Error(`${kind} ${id} is not linked in this sandbox`);
  return asset;
}
