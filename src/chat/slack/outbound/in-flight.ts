import { callTimeoutMs } from './web-client.js';

/** What was sent, and whose answer was lost, may still arrive for this long after it was begun, in milliseconds. */
export const settleDelayMs = callTimeoutMs + 2_000;

/**
 * Later than this after somebody took it on, in milliseconds, nothing is sent: the process may have stood still meanwhile,
 * and another have done it, or something newer.
 */
export const sentWithinMs = 1_000;
