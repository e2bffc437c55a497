import { Agent } from 'node:https';
import type { AxiosRequestConfig } from 'axios';
import { axiosProxy } from '../shared/proxy.js';

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
    proxy: axiosProxy(proxy),
    ...(Object.keys(tls).length === 0 ? {} : { httpsAgent: new Agent({ ...tls, keepAlive: true }) }),
  };
}
