import type { DeliveryRecord } from '../../../sandbox/slack/delivery/post-office.js';

/** How the bot answered Slack's deliveries; times in milliseconds, as Slack measured them. */
export interface Acknowledgement {
  /** Answered 200 within Slack's three seconds. */
  readonly taken: number;
  /** Answered otherwise: Slack tells the person, or delivers again. */
  readonly refused: number;
  /** Not answered in time: the process was killed or away, or the connection was broken or delayed. */
  readonly lost: number;
  /** Of the taken ones. */
  readonly quantiles: {
    readonly p50: number;
    readonly p99: number;
    readonly p999: number;
    readonly most: number;
  };
}

export function acknowledgementOf(records: readonly Pick<DeliveryRecord, 'receipt'>[]): Acknowledgement {
  const receipts = records.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt]));
  const times = receipts
    .flatMap(({ failure, elapsedMs }) => (failure === undefined ? [elapsedMs] : []))
    .sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const refused = receipts.filter(({ failure, status }) => failure !== undefined && status !== null).length;
  return {
    ...{ taken: times.length, refused, lost: receipts.length - times.length - refused },
    quantiles: { p50: at(0.5), p99: at(0.99), p999: at(0.999), most: at(1) },
  };
}
