import type { SocketModeReceiver } from '@slack/bolt';
import { EnvHttpProxyAgent, fetch as fetchThrough } from 'undici';
import type { OutboundProxy } from '../../../shared/proxy.js';

type Dispatcher = NonNullable<ConstructorParameters<typeof SocketModeReceiver>[0]['dispatcher']>;

/** How Slack is reached. */
export interface SlackNetwork {
  readonly fetch: typeof fetch;
  /** For the socket; null: directly. */
  readonly dispatcher: Dispatcher | null;
}

export const directly: SlackNetwork = { fetch: (...call) => fetch(...call), dispatcher: null };

/** For a bot without Slack: nothing is ever sent. */
export const nowhere: SlackNetwork = {
  fetch: async () => {
    throw new Error('the bot has no Slack');
  },
  dispatcher: null,
};

/** Reaches Slack through a proxy, which passes TLS on unread; directly where there is none. */
export function slackNetwork({ url, noProxy }: OutboundProxy): SlackNetwork {
  if (url === null) return directly;
  const direct = ['localhost', '127.0.0.1', '[::1]', ...noProxy].join(',');
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: url, httpsProxy: url, noProxy: direct });
  return { fetch: fetchBy(dispatcher), dispatcher: dispatcher as unknown as Dispatcher };
}

/** Node's own fetch takes no dispatcher of the package, and the package's takes no form of Node's: so it gets bytes. */
function fetchBy(dispatcher: EnvHttpProxyAgent): typeof fetch {
  return async (address, init) => {
    const request = new Request(address, init);
    const bytes = request.body === null ? null : Buffer.from(await request.arrayBuffer());
    const response = await fetchThrough(request.url, {
      method: request.method,
      headers: [...request.headers],
      redirect: request.redirect,
      signal: init?.signal ?? null,
      body: bytes,
      dispatcher,
    });
    return response as unknown as Response;
  };
}
