/** Where the console stands, and who may ask for a log-in to it. */
export interface ConsolePlace {
  /** What is opened, for instance `https://account.zalo.solutions`. */
  readonly address: string;
  /** Other addresses of the same console, to which it may lead on. */
  readonly otherAddresses: readonly string[];
  /** Hosts at which people log in to it. */
  readonly logInHosts: readonly string[];
}

/** The page that is open: the console, its log-in elsewhere, none at all, or one of somebody unknown. */
export type Whereabouts = 'console' | 'log_in' | 'nowhere' | 'elsewhere';

/** @param origin as a page has it; `null` before anything has come */
export function whereaboutsOf(
  origin: string,
  { address, otherAddresses, logInHosts }: ConsolePlace,
): Whereabouts {
  const url = URL.parse(origin);
  if (url === null) return 'nowhere';
  if ([address, ...otherAddresses].some((known) => new URL(known).origin === url.origin)) return 'console';
  return url.protocol === 'https:' && logInHosts.includes(url.hostname) ? 'log_in' : 'elsewhere';
}
