import type { Config } from '../config/schema.js';
import type { AssetKind } from '../core/asset/asset.js';
import type { ProtectedAsset } from '../core/request/policy.js';
import { alertingCall, alertingZca } from '../flow/alerting-zca.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { EvidenceStore } from '../flow/ports/console.js';
import type { Log } from '../flow/ports/log.js';
import { type CallMetrics, noMetrics, type WaitMetrics } from '../flow/ports/metrics.js';
import type { ManualTasks, ZcaClient } from '../flow/ports/zca.js';
import type { ZcaWitness } from '../flow/ports/zca-state.js';
import type { Messages } from '../i18n/messages.js';
import type { Checks } from '../ops/health.js';
import { type ZcaPlace, ZcaWatch } from '../ops/zca-watch.js';
import { type OutboundProxy, proxyFor } from '../shared/proxy.js';
import { RedisAssetRegister } from '../store/asset-register.js';
import { AuditKeys } from '../store/audit-keys.js';
import { CallLimit } from '../store/call-limit.js';
import { ConsoleLock } from '../store/console-lock.js';
import { RedisEvidenceStore } from '../store/evidence-store.js';
import { Keys } from '../store/keys.js';
import { CachedLinkedAssets } from '../store/linked-assets.js';
import type { RedisClient } from '../store/redis-client.js';
import { unreplicated } from '../store/replicas.js';
import { RedisRequestStore } from '../store/request-store.js';
import { ZcaPulse } from '../store/zca-pulse.js';
import { ConsoleBrowser } from '../zca/console/browser.js';
import { checkAddress } from '../zca/console/check-address.js';
import { playwright, requireChromium } from '../zca/console/chromium.js';
import { ConsoleZcaClient } from '../zca/console/console-client.js';
import { SessionFile } from '../zca/console/session-file.js';
import { HttpZcaClient } from '../zca/http-client.js';
import { ManualZcaClient } from '../zca/manual-client.js';
import { measuredCall, measuredWait, measuredZca } from './measured.js';

interface Shelves {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly register: RedisAssetRegister;
  readonly evidence: EvidenceStore;
}

/** The OA and app that the bot itself runs on, protected in every channel, whatever the policy says. */
export function ownAssets(
  { zca: { ownOa, ownApp }, zalo: { oaId, appId } }: Pick<Config, 'zca' | 'zalo'>,
  { ownAsset }: Messages,
): ProtectedAsset[] {
  const protect = (kind: AssetKind) => (id: string) => ({ kind, id, message: ownAsset(kind) });
  // Without their link to the ZCA, the bot could not answer in Zalo.
  const oas = oaId === null ? ownOa : [...ownOa, oaId];
  const apps = appId === null || oaId === null ? ownApp : [...ownApp, appId];
  return [...oas.map(protect('oa')), ...apps.map(protect('app'))];
}

/** The ZCA's client, and how to close it. */
export interface Driver {
  readonly zca: ZcaClient;
  readonly closeZca: () => Promise<void>;
  /** The ZCA's place, and a cheap check that it answers, if there is one; null when there is nothing to reach. */
  readonly probe: { readonly place: ZcaPlace; readonly look: (() => Promise<void>) | null } | null;
}

/** How the company's own gateway is reached. */
export function gatewayOf(
  { apiUrl, accessToken, timeoutMs, clientCert, clientKey, authority }: Config['zca'] & { driver: 'http' },
  proxy: Config['proxy'],
) {
  return {
    ...{ baseUrl: apiUrl, accessToken, timeoutMs, proxy: proxyFor(apiUrl, proxy) },
    tls: { cert: clientCert, key: clientKey, ca: authority },
  };
}

/** The driver that the configuration chooses. */
export function driverOf(
  { zca, proxy }: Config,
  shelves: Shelves,
  { metrics, log }: { readonly metrics: WaitMetrics; readonly log: Log },
): Driver {
  const { redis, keys, register } = shelves;
  switch (zca.driver) {
    case 'http': {
      const pace = paceOf(new CallLimit(redis, keys, zca.callsPerSecond), metrics, log);
      const client = new HttpZcaClient({ ...gatewayOf(zca, proxy), pace });
      const place = { host: new URL(zca.apiUrl).host, setting: 'ZCA_API_URL' } as const;
      return { ...keptOpen(client), probe: { place, look: () => client.look() } };
    }
    case 'console':
      return consoleOf(zca, proxy, shelves, log);
    case 'manual':
      return keptOpen(new ManualZcaClient(register));
  }
}

/** A driver whose calls all processes watch. */
export interface WatchedDriver {
  readonly zca: ZcaClient;
  /**
   * Makes this process check from time to time that the ZCA answers; resolves after the first check, or when that takes
   * long.
   */
  readonly beginLooking: () => Promise<{ readonly stop: () => void }>;
  /** For `/readyz`: the ZCA answers, as the newest call or check of any process has shown. */
  readonly checks: Checks;
}

interface Watching extends Pick<Shelves, 'redis' | 'keys'> {
  readonly alerts: Alerts;
  readonly metrics: CallMetrics;
  readonly log: Log;
}

export function watchedDriver(
  { zca: unmeasured, probe }: Driver,
  { alerts, redis, keys, metrics, log }: Watching,
): WatchedDriver {
  const zca = measuredZca(unmeasured, metrics);
  const unwatched = { beginLooking: async () => ({ stop: () => undefined }), checks: {} };
  if (probe === null) return { ...unwatched, zca: alertingZca(zca, alerts, deaf) };
  const memory = new ZcaPulse(redis, keys);
  const { place, look } = probe;
  const watch = new ZcaWatch({ alerts, memory, place, log });
  const watched = alertingZca(zca, alerts, watch);
  if (look === null) return { ...unwatched, zca: watched };
  return {
    zca: watched,
    beginLooking: () => watch.begin(() => alertingCall(alerts, watch)(measuredCall('look', look(), metrics))),
    checks: {
      zca: async () => {
        if ((await memory.newest()) !== 'answers') throw new Error('the ZCA is not known to answer');
      },
    },
  };
}

const deaf: ZcaWitness = { answered: () => undefined, failed: () => undefined };

/**
 * Checks that a worker's machine has what the driver needs.
 * @throws {NoBrowser} in one sentence, with the setting to change
 */
export async function requireBrowser({ zca }: Config): Promise<void> {
  if (zca.driver !== 'console') return;
  requireChromium(zca.console);
  await playwright();
}

/** The driver without the rest of the bot, for a command line. */
export function driverAlone(config: Config, redis: RedisClient, log: Log): Driver {
  const keys = new Keys(config.redis.prefix);
  const alerts: Alerts = { raise: (alert) => log.error('alert.raised', 'alert', { ...alert }) };
  const register = new RedisAssetRegister(redis, keys, alerts);
  const store = new RedisRequestStore({
    redis,
    keys,
    alerts,
    replicas: unreplicated,
    auditKeys: new AuditKeys(config.audit.keys),
  });
  const evidence = new RedisEvidenceStore(redis, keys, store);
  return driverOf(config, { redis, keys, register, evidence }, { metrics: noMetrics, log });
}

function keptOpen(zca: ZcaClient): Driver {
  return { zca, closeZca: async () => undefined, probe: null };
}

function consoleOf(
  { console: { address, labels, ...settings }, timeoutMs }: Config['zca'] & { driver: 'console' },
  proxy: OutboundProxy,
  { redis, keys, evidence }: Shelves,
  log: Log,
): Driver {
  const zca = new ConsoleZcaClient({
    address,
    otherAddresses: settings.otherAddresses,
    logInHosts: settings.logInHosts,
    accountCode: settings.accountCode,
    labels,
    stepMs: timeoutMs,
    pauseMs: settings.pauseMs,
    session: SessionFile.of(settings),
    browser: new ConsoleBrowser({
      chromiumPath: settings.chromiumPath,
      noSandbox: settings.noSandbox,
      proxy,
      labels,
    }),
    turns: new ConsoleLock(redis, keys),
    evidence,
    now: Date.now,
    log,
  });
  const place = { host: new URL(address).host, setting: 'ZCA_CONSOLE_URL' } as const;
  // Behind a proxy a plain request says nothing about what the browser sees.
  const look = proxyFor(address, proxy) !== null ? null : () => checkAddress(address, timeoutMs);
  return { zca, closeZca: () => zca.close(), probe: { place, look } };
}

/** A list for display may be this old: a browser takes seconds to read it. */
const maxAgeMs = { http: 60_000, manual: 60_000, console: 5 * 60_000 } as const;

type ListDeps = Omit<ConstructorParameters<typeof CachedLinkedAssets>[0], 'zca' | 'maxAgeMs' | 'now'>;

/** @param zca null: only other processes read the lists */
function listsOf(driver: Config['zca']['driver'], zca: ZcaClient | null, deps: ListDeps) {
  return new CachedLinkedAssets({ ...deps, zca, maxAgeMs: maxAgeMs[driver], now: Date.now });
}

/**
 * The lists as `web` shows them, within Slack's three seconds. A browser belongs to the workers, so `web` knows a
 * console's lists only from their readings.
 */
export function shownLists({ zca: { driver } }: Config, zca: ZcaClient, deps: ListDeps) {
  const isRead = driver !== 'console';
  const linked = listsOf(driver, isRead ? zca : null, deps);
  const lists: Pick<ZcaClient, 'list'> = isRead ? zca : { list: (kind) => linked.recent(kind) };
  return { linked, lists };
}

/** A worker's ZCA. If `web` reads no list by itself, the worker stores every reading for it. */
export function readLists({ zca: { driver } }: Config, zca: ZcaClient, deps: ListDeps) {
  if (driver !== 'console') return { linked: null, zca };
  const linked = listsOf(driver, zca, deps);
  return { linked, zca: { ...zca, list: (kind: AssetKind) => linked.now(kind) } };
}

/** The operators who unlink by hand and their tools; none when a machine unlinks. */
export function manualOf({ zca }: Config, register: RedisAssetRegister) {
  if (zca.driver !== 'manual') return { operators: [], pageUrl: '', manual: null };
  const { operators, pageUrl, remindAfterMinutes } = zca.manual;
  const manual: ManualTasks = {
    remindersMs: remindAfterMinutes.map((minutes) => minutes * 60_000),
    markUnlinked: (asset, report) => register.markUnlinked(asset, report),
  };
  return { operators, pageUrl, manual };
}

/** If the limit cannot be read, calls go on: without Redis little is done anyway. */
function paceOf(limit: CallLimit, metrics: WaitMetrics, log: Log): () => Promise<number> {
  return () =>
    measuredWait('zca_calls', limit.take('zca'), metrics).catch((error: unknown) => {
      log.warn('zca.call_limit_unreadable', 'could not read the limit of calls to the ZCA', {
        error: String(error),
      });
      return 0;
    });
}

/** Warns at the start that the bot does not know its own OA and app, so cannot protect them. */
export function warnOfOwnAssets({ zca: { ownOa, ownApp } }: Config, log: Log): void {
  if (ownOa.length + ownApp.length === 0)
    log.warn(
      'zca.own_assets_unset',
      'ZCA_OWN_OA and ZCA_OWN_APP are empty: if this bot runs on an OA or app of this ZCA, name it there to protect it',
    );
}

/** Warns at the start that nothing can be found until the list of assets is imported. */
export async function warnOfEmptyRegister(register: RedisAssetRegister, log: Log): Promise<void> {
  const { entries } = await register.snapshot();
  if (entries.length === 0)
    log.warn(
      'register.empty',
      'the list of assets is empty, so nothing can be found: npm run assets -- import FILE.csv',
    );
}
