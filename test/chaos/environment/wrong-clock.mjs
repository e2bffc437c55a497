/**
 * Loaded before everything else of a process (`node --import`): its `Date` tells the time of a machine whose clock is
 * ahead (negative: behind) by so many milliseconds, and is set right after a while, as by an NTP client. Timers and
 * `performance` go by another clock, which no setting changes, so they are left alone.
 */
const { CLOCK_AHEAD_MS: aheadMs = '0', CLOCK_RIGHT_AFTER_MS: rightAfterMs = 'Infinity' } = process.env;

const RealDate = globalThis.Date;
const real = RealDate.now;
RealDate.now = () => real() + (performance.now() < Number(rightAfterMs) ? Number(aheadMs) : 0);
const wrong = RealDate.now;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, self) => Reflect.construct(target, given.length === 0 ? [wrong()] : given, self),
});
