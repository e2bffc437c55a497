import type { Mischief } from './mischief.js';
import type { Switch } from './slack/page-contract.js';
import type { FaultOrder, Zca } from './zca/zca.js';

const orders: readonly (Pick<Switch, 'key' | 'words'> & { readonly fault: FaultOrder })[] = [
  {
    key: 'zca-slow',
    words: { en: 'ZCA: every answer takes 4 seconds', vi: 'ZCA: mỗi lần trả lời mất 4 giây' },
    fault: { type: 'delay', delayMs: 4_000, times: 'always' },
  },
  {
    key: 'zca-down',
    words: { en: 'ZCA: cannot be reached', vi: 'ZCA: không kết nối được' },
    fault: { type: 'drop_before', times: 'always' },
  },
  {
    key: 'zca-lost',
    words: {
      en: 'ZCA: unlinks next, but its answer is lost',
      vi: 'ZCA: hủy liên kết lần tới nhưng mất câu trả lời',
    },
    fault: { type: 'drop_after', operation: 'unlink' },
  },
  {
    key: 'zca-500',
    words: {
      en: 'ZCA: the next two unlinks fail with HTTP 500',
      vi: 'ZCA: hai lần hủy tới báo lỗi HTTP 500',
    },
    fault: { type: 'status', operation: 'unlink', status: 500, times: 2 },
  },
  {
    key: 'zca-refuses',
    words: {
      en: 'ZCA: refuses the next unlink (unpaid charges)',
      vi: 'ZCA: từ chối lần hủy tới (còn nợ phí)',
    },
    fault: { type: 'status', operation: 'unlink', status: 409, message: 'Tài khoản còn phí chưa thanh toán' },
  },
  {
    key: 'zca-token',
    words: { en: 'ZCA: does not accept the token', vi: 'ZCA: không chấp nhận token' },
    fault: { type: 'status', status: 401, times: 'always' },
  },
  {
    key: 'zca-busy',
    words: { en: 'ZCA: too many calls, three times', vi: 'ZCA: quá nhiều lần gọi, ba lần' },
    fault: { type: 'ratelimited', retryAfterSeconds: 2, times: 3 },
  },
];

/** Has the local ZCA misbehave. */
export function zcaMischief(zca: Zca): Mischief {
  return {
    ways: orders.map(({ fault, ...way }) => ({
      ...way,
      isOn: () => zca.faults.list().some((each) => isSame(each, fault)),
      turnOn: () => zca.faults.add(fault),
    })),
    allWell: () => zca.faults.clear(),
  };
}

function isSame(one: FaultOrder, other: FaultOrder): boolean {
  return one.type === other.type && one.operation === other.operation && statusOf(one) === statusOf(other);
}

function statusOf(fault: FaultOrder): number | null {
  return fault.type === 'status' ? fault.status : null;
}
