import { callTimeoutMs } from './web-client.js';

/** A call whose answer was lost may still take effect for this long after it began. */
export const settleDelayMs = callTimeoutMs + 2_000;

/**
 * Send nothing later than this after claiming it: the process may have been paused, and another may have sent it or
 * something newer.
 */
export const sentWithinMs = 1_000;
