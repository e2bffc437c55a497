import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { type Logger, WebClient, type WebClientOptions } from '@slack/web-api';
import { startWorkspace, type Workspace } from '../../slack/workspace.js';
import type { WorkspaceOptions } from '../../slack/workspace-options.js';

export const botToken = 'xoxb-sandbox';
export const appToken = 'xapp-sandbox';
export const signingSecret = 'sandbox-signing-secret';
export const opsChannel = 'C0ZCAOPS01';
export const generalChannel = 'C0GENERAL1';
export const lan = 'U0LAN00001';
export const minh = 'U0MINH0002';
export const botUser = 'U0ZCABOT01';

/** A workspace with a real Bolt app in it; `stop` stops both. */
export interface Stage {
  workspace: Workspace;
  app: App;
  stop(): Promise<void>;
}

/** The SDK prints every refusal on the console; in these tests refusals are expected. */
const silent: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** Slack's own client, without retries. */
export function slackClient(workspace: Workspace, options: WebClientOptions = {}): WebClient {
  const retryConfig = { retries: 0 };
  return new WebClient(botToken, { slackApiUrl: workspace.apiUrl, retryConfig, logger: silent, ...options });
}

/** A workspace without a bot. */
export function openWorkspace(options: Partial<WorkspaceOptions> = {}): Promise<Workspace> {
  return startWorkspace({ botToken, signingSecret, ...options });
}

/** A Bolt app that listens over HTTP. */
export async function overHttp(
  listen: (app: App) => void,
  options: Partial<WorkspaceOptions> = {},
): Promise<Stage> {
  const workspace = await openWorkspace(options);
  const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
  const app = boltApp(workspace, receiver);
  listen(app);
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('the bot does not listen');
  workspace.connect(`http://127.0.0.1:${address.port}/slack/events`);
  // Bolt checks its token as soon as it has one; a test that ends earlier would cut off this call.
  await workspace.waitFor(() => workspace.calls.some(({ method }) => method === 'auth.test'));
  const stop = async () => {
    await app.stop();
    await workspace.close();
  };
  return { workspace, app, stop };
}

/** A Bolt app that listens over Socket Mode. */
export async function overSocket(
  listen: (app: App) => void,
  options: Partial<WorkspaceOptions> = {},
): Promise<Stage> {
  const workspace = await openWorkspace({ appToken, ...options });
  const receiver = new SocketModeReceiver({
    appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
    clientPingTimeout: 100,
  });
  const app = boltApp(workspace, receiver);
  listen(app);
  await app.start();
  const stop = async () => {
    await app.stop();
    await workspace.waitFor(() => workspace.connections() === 0);
    await workspace.close();
  };
  return { workspace, app, stop };
}

function boltApp(workspace: Workspace, receiver: HTTPReceiver | SocketModeReceiver): App {
  return new App({
    receiver,
    token: botToken,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
  });
}

/** The only item of a list; fails the test when there are none or several. */
export function only<Item>(items: readonly Item[]): Item {
  const [first, ...more] = items;
  if (first === undefined || more.length > 0) throw new Error(`expected one, found ${items.length}`);
  return first;
}
