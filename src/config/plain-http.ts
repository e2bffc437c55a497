import { z } from 'zod';
import { isLoopback } from '../shared/proxy.js';

/** Hosts to which secrets may travel unencrypted, by name or IP address; this machine needs no entry. */
export const plainHttpHosts = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/[\s,]+/u).filter((host) => host !== '') : value),
  z.array(
    z
      .string()
      .regex(
        /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/u,
        'every entry must be a host name in small letters, without a port',
      ),
  ),
);

const address = z.string().catch('');
const consoleAddresses = z
  .object({ address, otherAddresses: z.array(address).catch([]) })
  .catch({ address: '', otherAddresses: [] });
/** The addresses that secrets are sent to. Unreadable ones are reported by their own setting. */
const addresses = z
  .object({
    plainHttpHosts: plainHttpHosts.catch([]),
    slack: z.object({ apiUrl: address }).catch({ apiUrl: '' }),
    zca: z
      .object({ driver: address, apiUrl: address, console: consoleAddresses })
      .catch({ driver: '', apiUrl: '', console: { address: '', otherAddresses: [] } }),
    zalo: z
      .object({ apiUrl: address, oauthUrl: address, botApiUrl: address })
      .catch({ apiUrl: '', oauthUrl: '', botApiUrl: '' }),
    events: z.object({ url: address }).catch({ url: '' }),
    admin: z.object({ logIn: z.object({ issuer: address }) }).catch({ logIn: { issuer: '' } }),
  })
  .transform(({ plainHttpHosts: hosts, slack, zca, zalo, events, admin }) => ({
    hosts,
    used: [
      { path: ['slack', 'apiUrl'], url: slack.apiUrl },
      ...(zca.driver === 'http' ? [{ path: ['zca', 'apiUrl'], url: zca.apiUrl }] : []),
      ...(zca.driver === 'console'
        ? [
            { path: ['zca', 'console', 'address'], url: zca.console.address },
            ...zca.console.otherAddresses.map((url, at) => ({
              path: ['zca', 'console', 'otherAddresses', String(at)],
              url,
            })),
          ]
        : []),
      { path: ['zalo', 'apiUrl'], url: zalo.apiUrl },
      { path: ['zalo', 'oauthUrl'], url: zalo.oauthUrl },
      { path: ['zalo', 'botApiUrl'], url: zalo.botApiUrl },
      { path: ['events', 'url'], url: events.url },
      { path: ['admin', 'oidc', 'issuer'], url: admin.logIn.issuer },
    ],
  }));

/** Reports each address that would send a token or cookie in plain text to a host for which nobody has allowed it. */
export function reportPlainHttp(config: unknown, context: z.core.ParsePayload<unknown>): void {
  const { hosts, used } = addresses.parse(config);
  for (const { path, url } of used) {
    const parsed = URL.parse(url);
    if (parsed === null || parsed.protocol !== 'http:' || isLoopback(parsed.hostname)) continue;
    if (hosts.includes(parsed.hostname)) continue;
    context.issues.push({
      code: 'custom',
      path,
      input: undefined,
      message:
        'must begin with https://: secrets go there. If that network is safe, name the host in PLAIN_HTTP_HOSTS',
    });
  }
}
