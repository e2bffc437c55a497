import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Config } from '../../config/schema.js';
import { type Asset, type AssetKind, assetKey, assetKinds } from '../../core/asset/asset.js';
import { troubleIn } from '../../core/request/zca-trouble.js';
import { ZcaBusy, ZcaDenied, ZcaError, ZcaNotContract, ZcaRefused } from '../../flow/zca-error.js';
import { withTimeout } from '../../shared/with-timeout.js';
import { gatewayOf } from '../../wiring/zca-drivers.js';
import { HttpZcaClient } from '../../zca/http-client.js';
import { type Finding, failed, ok, warning } from './finding.js';

type GatewayConfig = Extract<Config['zca'], { driver: 'http' }>;

/** A certificate that ends sooner is reported. */
const renewBeforeDays = 21;
/** The time to look at the certificate. */
const certificateMs = 5_000;
/** The longest id that the contract allows; a real one is not all nines. */
const absentId = '9'.repeat(20);
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Runs the contract of docs/zca-gateway.openapi.yaml against one's own gateway, as far as reading shows it; unlinks
 * nothing. `dry`: an asset for which the call is written that would unlink it.
 */
export async function checkGateway(
  zca: GatewayConfig,
  proxy: Config['proxy'],
  dry: Pick<Asset, 'kind' | 'id'> | null = null,
): Promise<readonly Finding[]> {
  const gateway = gatewayOf(zca, proxy);
  const client = new HttpZcaClient(gateway);
  const { host } = new URL(gateway.baseUrl);
  const certificate = certificateOf(gateway);
  const first = await attempt('GET /v1/assets', host, () => client.look());
  if (!first.ok) return [first.finding];
  const wrongToken = `wrong-${randomBytes(8).toString('hex')}`;
  const stranger = new HttpZcaClient({ ...gateway, accessToken: wrongToken });
  const [lists, absent, address, token, dryRun] = await Promise.all([
    Promise.all(assetKinds.map((kind) => listed(kind, host, client))),
    absentSeen(host, client),
    wrongAddressSeen(host, client),
    tokenSeen(host, stranger),
    dry === null ? [] : dryUnlink(dry, host, client),
  ]);
  const assets = lists.flatMap((list) => list.assets);
  return [
    ...lists.map(({ finding }) => finding),
    await readSeen(assets[0], host, client),
    absent,
    address,
    token,
    ...(await certificate),
    ...dryRun,
  ];
}

type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly finding: Finding };

async function attempt<T>(call: string, host: string, act: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    return { ok: false, finding: findingOf(error, call, host) };
  }
}

function findingOf(error: ZcaError, call: string, host: string): Finding {
  if (error instanceof ZcaDenied) return failed('gateway_denies', { why: error.failure.type });
  if (error instanceof ZcaBusy) return warning('gateway_busy', { call });
  if (error instanceof ZcaNotContract)
    return failed('gateway_off_contract', { call, detail: detailOf(error) });
  if (error instanceof ZcaRefused) return failed('gateway_off_contract', { call, detail: 'HTTP 400 or 409' });
  const seen = troubleIn(error.failure) ?? { why: 'broken', detail: '' };
  return failed('zca_away', { host, ...seen });
}

function detailOf({ failure }: ZcaNotContract): string {
  return failure.type === 'not_the_contract' ? failure.detail : '';
}

async function listed(kind: AssetKind, host: string, client: HttpZcaClient) {
  const list = await attempt(`GET /v1/assets?kind=${kind}`, host, () => client.list(kind));
  return list.ok
    ? { assets: list.value, finding: ok('gateway_lists', { kind, assets: list.value.length }) }
    : { assets: [], finding: list.finding };
}

async function readSeen(asset: Asset | undefined, host: string, client: HttpZcaClient): Promise<Finding> {
  if (asset === undefined) return warning('gateway_reads_nothing');
  const call = `GET /v1/assets/${asset.kind}/${asset.id}`;
  const read = await attempt(call, host, () => client.read(asset.kind, asset.id));
  if (!read.ok) return read.finding;
  if (read.value === null)
    return failed('gateway_off_contract', { call, detail: '404 for an asset that the list has' });
  if (read.value.name !== asset.name)
    return failed('gateway_off_contract', { call, detail: 'another name than in the list' });
  return ok('gateway_reads', { asset: assetKey(asset) });
}

async function absentSeen(host: string, client: HttpZcaClient): Promise<Finding> {
  const call = `GET /v1/assets/oa/${absentId}`;
  const read = await attempt(call, host, () => client.read('oa', absentId));
  if (!read.ok) return read.finding;
  return read.value === null
    ? ok('gateway_knows_absent')
    : failed('gateway_off_contract', { call, detail: 'an asset that cannot exist' });
}

/** A 404 would mean "not linked", so an address outside the contract must get 400. */
async function wrongAddressSeen(host: string, client: HttpZcaClient): Promise<Finding> {
  const kind = 'no-such-kind';
  const call = `GET /v1/assets/${kind}/${absentId}`;
  try {
    await client.read(kind as AssetKind, absentId);
    return failed('gateway_off_contract', { call, detail: '404 instead of 400' });
  } catch (error) {
    if (error instanceof ZcaRefused) return ok('gateway_refuses_unknown_kind');
    if (!(error instanceof ZcaError)) throw error;
    return findingOf(error, call, host);
  }
}

async function tokenSeen(host: string, stranger: HttpZcaClient): Promise<Finding> {
  const call = 'GET /v1/assets with a wrong token';
  const read = await attempt(call, host, () => stranger.look());
  if (read.ok) return failed('gateway_takes_any_token');
  return read.finding.code === 'gateway_denies' ? ok('gateway_refuses_wrong_token') : read.finding;
}

/** Reads the asset, and writes the call that would unlink it; never sends that call. */
async function dryUnlink(
  asset: Pick<Asset, 'kind' | 'id'>,
  host: string,
  client: HttpZcaClient,
): Promise<readonly Finding[]> {
  const path = `/v1/assets/${asset.kind}/${asset.id}`;
  const read = await attempt(`GET ${path}`, host, () => client.read(asset.kind, asset.id));
  if (!read.ok) return [read.finding];
  if (read.value === null) return [failed('dry_unlink_not_linked', { asset: assetKey(asset) })];
  const key = `UR-2345-${asset.kind}-${asset.id}-1`;
  const body = JSON.stringify({
    reason: '…',
    requested_by: 'U0123',
    approved_by: ['U0456'],
    request_id: 'UR-2345',
  });
  const call = `POST ${path}/unlink (Idempotency-Key: ${key})`;
  return [ok('dry_unlink', { asset: assetKey(asset), call, body })];
}

/** Looks at the certificate's end, unless a proxy is in between. */
async function certificateOf({
  baseUrl,
  proxy,
  tls,
}: ReturnType<typeof gatewayOf>): Promise<readonly Finding[]> {
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' || proxy !== null) return [];
  const host = url.hostname.replace(/^\[|\]$/gu, '');
  // Only its end is read here; the calls above have checked who issued it.
  const socket = connect({
    ...{ host, port: Number(url.port || 443), rejectUnauthorized: false },
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(tls.cert === '' ? {} : { cert: tls.cert, key: tls.key }),
  });
  try {
    const seen = new Promise<number | null>((resolve) => {
      socket.once('secureConnect', () => resolve(Date.parse(socket.getPeerCertificate().valid_to)));
      socket.once('error', () => resolve(null));
    });
    const endsAt = await withTimeout(certificateMs, seen);
    if (endsAt === 'late' || endsAt === null) return [];
    const days = Math.floor((endsAt - Date.now()) / dayMs);
    return days < renewBeforeDays
      ? [warning('gateway_certificate_ends', { host: url.host, days: Math.max(0, days) })]
      : [];
  } finally {
    socket.destroy();
  }
}
