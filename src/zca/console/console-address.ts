/** The addresses of the console and of its log-in. */
export interface ConsolePlace {
  /** The address to open, such as `https://account.zalo.solutions`. */
  readonly address: string;
  /** Other addresses of the same console, to which it may redirect. */
  readonly otherAddresses: readonly string[];
  /** Hosts of its log-in pages. */
  readonly logInHosts: readonly string[];
}

/** The open page: the console, its log-in elsewhere, no page yet, or an unknown site. */
export type Whereabouts = 'console' | 'log_in' | 'nowhere' | 'elsewhere';

/** @param origin as a page reports it; `null` before anything has loaded */
export function whereaboutsOf(
  origin: string,
  { address, otherAddresses, logInHosts }: ConsolePlace,
): Whereabouts {
  const url = URL.parse(origin);
  if (url === null) return 'nowhere';
  if ([address, ...otherAddresses].some((known) => new URL(known).origin === url.origin)) return 'console';
  return url.protocol === 'https:' && logInHosts.includes(url.hostname) ? 'log_in' : 'elsewhere';
}
