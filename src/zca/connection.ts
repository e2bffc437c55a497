import { Agent } from 'node:https';
import type { AxiosProxyConfig, AxiosRequestConfig } from 'axios';

/** The client's certificate and key and the authority for TLS to the gateway, in PEM; empty: the defaults of Node.js. */
export interface ClientTls {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** How axios reaches a host: directly or through a proxy, which passes TLS on unread. */
export function connection(
  proxy: URL | null,
  { cert, key, ca }: ClientTls = { cert: '', key: '', ca: '' },
): Pick<AxiosRequestConfig, 'proxy' | 'httpsAgent'> {
  const tls = { ...(cert === '' ? {} : { cert, key }), ...(ca === '' ? {} : { ca }) };
  return {
    proxy: proxy === null ? false : proxyOf(proxy),
    ...(Object.keys(tls).length === 0 ? {} : { httpsAgent: new Agent({ ...tls, keepAlive: true }) }),
  };
}

function proxyOf({ protocol, hostname, port, username, password }: URL): AxiosProxyConfig {
  return {
    protocol,
    host: hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username === ''
      ? {}
      : { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }),
  };
}
