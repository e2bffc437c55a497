import axios, { type AxiosResponse } from 'axios';

/** Every test server starts with this token. */
export const accessToken = 'sandbox-token';

/** The OA that the demo unlinks. */
export const saigonDealer = '4318093042839471234';

/** A valid unlink body. */
export const unlinkBody = {
  reason: 'Đại lý đã dừng hợp tác',
  requested_by: 'U0REQUESTER',
  approved_by: ['U0APPROVER'],
  request_id: 'UR-7K2M',
};

const http = axios.create({ validateStatus: () => true, headers: { access_token: accessToken } });

/** GETs a path of the server. Resolves with any status, rejects on a broken connection. */
export function get(url: string, path: string, headers: Record<string, string> = {}): Promise<AxiosResponse> {
  return http.get(url + path, { headers });
}

/** Lists linked assets; `query` as in `kind=oa&limit=2`. */
export function list(url: string, query = ''): Promise<AxiosResponse> {
  return get(url, `/v1/assets${query === '' ? '' : `?${query}`}`);
}

/** Reads one OA. */
export function readOa(url: string, id: string): Promise<AxiosResponse> {
  return get(url, `/v1/assets/oa/${id}`);
}

/** Changes to a valid unlink call. */
export interface UnlinkChanges {
  readonly kind?: string;
  readonly key?: string | null;
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

/** Asks to unlink one asset; `key: null` omits the Idempotency-Key. */
export function unlink(url: string, id: string, changes: UnlinkChanges = {}): Promise<AxiosResponse> {
  const { kind = 'oa', key = `UR-7K2M-${id}`, body = unlinkBody, timeoutMs = 0 } = changes;
  return http.post(`${url}/v1/assets/${kind}/${id}/unlink`, body, {
    headers: { ...(key !== null && { 'idempotency-key': key }), 'content-type': 'application/json' },
    timeout: timeoutMs,
  });
}
