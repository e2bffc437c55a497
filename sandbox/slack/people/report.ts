import type { Receipt } from '../delivery/letter.js';
import type { DeliveryReport } from '../page-contract.js';

/** A receipt for the page; `failureNotice` turns Slack's error into Slack's words. */
export function reportOf(receipt: Receipt, failureNotice?: (error: string) => string): DeliveryReport {
  const ok = receipt.failure === undefined;
  const notice = ok ? undefined : failureNotice?.(dispatchError(receipt));
  return {
    ok,
    status: receipt.status,
    elapsed_ms: receipt.elapsedMs,
    ...(notice === undefined ? {} : { notice }),
  };
}

/** The app was sent nothing; the notice, if any, is Slack's own. */
export function nothingSent(notice?: string): DeliveryReport {
  const ok = notice === undefined;
  return { ok, status: null, elapsed_ms: 0, ...(ok ? {} : { notice }) };
}

/** Slack's error when it could not reach an app, or the app refused. */
function dispatchError({ failure }: Receipt): string {
  return failure === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
}
