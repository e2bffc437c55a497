/**
 * Loaded before everything else of a process (`node --import`): shifts its `Date` to a machine's clock that
 * is ahead (negative: behind), and sets it right after a while, as an NTP client does. Timers and
 * `performance` follow another clock, which no setting changes, so they stay.
 */
const { CLOCK_AHEAD_MS: aheadMs = '0', CLOCK_RIGHT_AFTER_MS: rightAfterMs = 'Infinity' } = process.env;

const RealDate = globalThis.Date;
const real = RealDate.now;
RealDate.now = () => real() + (performance.now() < Number(rightAfterMs) ? Number(aheadMs) : 0);
const wrong = RealDate.now;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [wrong()] : given, self),
});
