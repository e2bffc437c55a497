import { CallLog } from './api/call-log.js';
import { connectionsOpen } from './api/connections.js';
import { manifestExport } from './api/manifest.js';
import { methodTable } from './api/method-table.js';
import { isGranted } from './api/scopes.js';
import { createHttpDoor } from './delivery/http-door.js';
import { PostOffice } from './delivery/post-office.js';
import { SocketDoor } from './delivery/socket-door.js';
import { Faults } from './faults.js';
import { RateLimits } from './rate-limits.js';
import { defaultSeed, readSeed, type Seed } from './seed.js';
import { newSecret } from './state/ids.js';
import { createWebApp } from './web/app.js';
import { type ReadOptions, readOptions, type WorkspaceOptions } from './workspace-options.js';
import { createWorld, type World } from './world.js';

/** Two addresses that become known later: the server's own, and the bot's. */
interface Address {
  origin: string;
  requestUrl: string | null;
}

/** Builds every part of a workspace; nothing listens yet. */
export function assemble(input: WorkspaceOptions) {
  const options = readOptions(input);
  const address: Address = { origin: '', requestUrl: options.requestUrl ?? null };
  const world = buildWorld(input, options, address);
  const socketDoor = buildSocketDoor(world, options);
  const post = buildPostOffice(world, options, address, socketDoor);
  const calls = new CallLog(world.news);
  const faults = new Faults();
  const office = { world, post, events: new Set(options.events) };
  const app = createWebApp({
    ...{ office, calls, faults },
    methods: new Map([
      ...methodTable,
      ['apps.connections.open', connectionsOpen(() => socketDoor.newUrl())],
      ['apps.manifest.export', manifestExport(options.manifest ?? {})],
    ]),
    ...(options.enforceRateLimits ? { rateLimits: new RateLimits(world.clock) } : {}),
    ...(input.switches === undefined ? {} : { switches: input.switches }),
    ...(options.pageDir === undefined ? {} : { pageDir: options.pageDir }),
  });
  const raw = {
    requestUrl: () => address.requestUrl,
    signingSecret: options.signingSecret,
    clock: world.clock,
    post,
    timeoutMs: options.ackTimeoutMs,
  };
  return { options, address, world, socketDoor, post, calls, faults, office, app, raw };
}

function buildWorld(input: WorkspaceOptions, options: ReadOptions, address: Address): World {
  const { botToken, moreBotTokens, signingSecret, appToken, configToken, scopes = null } = options;
  return createWorld({
    seed: withoutUngranted(readSeed(input.seed ?? defaultSeed()), scopes),
    scopes,
    secrets: {
      ...{ botToken, moreBotTokens, signingSecret, verificationToken: newSecret() },
      ...(appToken === undefined ? {} : { appToken }),
      ...(configToken === undefined ? {} : { configToken }),
    },
    now: input.now ?? Date.now,
    origin: () => address.origin,
  });
}

/** Slack registers no commands or shortcuts for an app without the scope `commands`. */
function withoutUngranted(seed: Seed, scopes: readonly string[] | null): Seed {
  return isGranted('commands', { scopes }) ? seed : { ...seed, commands: [], shortcuts: [] };
}

function buildSocketDoor({ news, directory, origin }: World, { ackTimeoutMs }: ReadOptions): SocketDoor {
  return new SocketDoor({
    origin,
    appId: directory.bot.app_id,
    timeoutMs: ackTimeoutMs,
    onConnection: () => news.tell({ type: 'socket' }),
  });
}

function buildPostOffice(
  { clock, news }: World,
  { signingSecret, ackTimeoutMs, eventRetryDelaysMs }: ReadOptions,
  address: Address,
  socket: SocketDoor,
): PostOffice {
  const requestUrl = () => address.requestUrl;
  return new PostOffice({
    http: createHttpDoor({ requestUrl, signingSecret, clock, timeoutMs: ackTimeoutMs }),
    socket,
    socketWanted: () => socket.wanted(),
    nowMs: () => clock.nowMs(),
    news,
    retryDelaysMs: eventRetryDelaysMs,
  });
}
