/** The proxy that calls to other machines go through. */
export interface OutboundProxy {
  /** `http://[user:password@]host:port`; null: none. */
  readonly url: string | null;
  /** Hosts that are reached without it, each with everything below it; `*`: all. */
  readonly noProxy: readonly string[];
}

export const withoutProxy: OutboundProxy = { url: null, noProxy: [] };

/** The proxy for an address; null: it is reached directly, as this machine always is. */
export function proxyFor(address: string, { url, noProxy: direct }: OutboundProxy): URL | null {
  if (url === null) return null;
  const { hostname, port, protocol } = new URL(address);
  if (isLoopback(hostname)) return null;
  const withPort = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  const isDirect = direct.some((entry) => {
    const name = entry.replace(/^\*?\./u, '');
    return entry === '*' || [hostname, withPort].some((host) => host === name || host.endsWith(`.${name}`));
  });
  return isDirect ? null : new URL(url);
}

/** A proxy in the form in which axios takes it. */
export interface AxiosProxy {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly username: string; readonly password: string };
}

/** axios's setting for a proxy; null: it goes directly, whatever the environment says. */
export function axiosProxy(proxy: URL | null): AxiosProxy | false {
  if (proxy === null) return false;
  const { protocol, hostname, port, username, password } = proxy;
  return {
    protocol,
    host: hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    ...(username === ''
      ? {}
      : { auth: { username: decodeURIComponent(username), password: decodeURIComponent(password) } }),
  };
}

/** True if a host is this machine (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3; RFC 6761, 6.3). */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    host === '::1' ||
    /^127\.\d+\.\d+\.\d+$/u.test(host)
  );
}
