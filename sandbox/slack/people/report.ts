import type { Receipt } from '../delivery/letter.js';
import type { DeliveryReport } from '../page-contract.js';

/** A receipt as the page is told of it; `failureNotice` makes Slack's words from Slack's error. */
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

/** Nothing had to be told to the app; the notice, when there is one, is Slack's own. */
export function nothingSent(notice?: string): DeliveryReport {
  const ok = notice === undefined;
  return { ok, status: null, elapsed_ms: 0, ...(ok ? {} : { notice }) };
}

/** The error Slack names when it could not reach an app, or the app did not take it. */
function dispatchError({ failure }: Receipt): string {
  return failure === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
}
