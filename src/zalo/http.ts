import axios, { AxiosError, type AxiosInstance } from 'axios';
import { axiosProxy } from '../shared/proxy.js';

export interface HttpOptions {
  readonly url: string;
  /** For the connection and the whole answer. */
  readonly timeoutMs: number;
  /** Null: Zalo is reached directly. */
  readonly proxy?: URL | null;
}

/** In bytes; the answers are a few kB. */
const maxBytes = 200_000;

/** A client for one of Zalo's hosts. Secrets go to that host and nowhere else, whatever an answer says. */
export function zaloHttp({ url, timeoutMs, proxy = null }: HttpOptions): AxiosInstance {
  return axios.create({
    baseURL: url,
    headers: { accept: 'application/json' },
    timeout: timeoutMs,
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    proxy: axiosProxy(proxy),
    maxContentLength: maxBytes,
    validateStatus: () => true,
  });
}

/** axios's own timeout does not cover a connection that is never made. */
export function limitOf(timeoutMs: number): AbortSignal {
  return AbortSignal.timeout(timeoutMs + 500);
}

const neverConnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** True if the request certainly never reached the host. Keeps nothing of the error, which carries the token. */
export function isUnsent(error: unknown): boolean {
  return error instanceof AxiosError && neverConnected.has(error.code ?? '');
}
