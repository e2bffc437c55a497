import type { PlannedFault } from './slack/faults.js';
import type { Switch } from './slack/page-contract.js';
import type { Workspace } from './slack/workspace.js';
import type { Switches } from './slack/workspace-options.js';
import type { FaultOrder, Zca } from './zca/zca.js';

type Mischief = Pick<Switch, 'key' | 'words'> &
  ({ readonly zca: FaultOrder } | { readonly slack: PlannedFault });

/** The faults offered by the page's menu "Make it go wrong". */
const ways: readonly Mischief[] = [
  {
    key: 'zca-slow',
    words: { en: 'ZCA: every answer takes 4 seconds', vi: 'ZCA: mỗi lần trả lời mất 4 giây' },
    zca: { type: 'delay', delayMs: 4_000, times: 'always' },
  },
  {
    key: 'zca-down',
    words: { en: 'ZCA: cannot be reached', vi: 'ZCA: không kết nối được' },
    zca: { type: 'drop_before', times: 'always' },
  },
  {
    key: 'zca-lost',
    words: {
      en: 'ZCA: unlinks next, but its answer is lost',
      vi: 'ZCA: hủy liên kết lần tới nhưng mất câu trả lời',
    },
    zca: { type: 'drop_after', operation: 'unlink' },
  },
  {
    key: 'zca-500',
    words: {
      en: 'ZCA: the next two unlinks fail with HTTP 500',
      vi: 'ZCA: hai lần hủy tới báo lỗi HTTP 500',
    },
    zca: { type: 'status', operation: 'unlink', status: 500, times: 2 },
  },
  {
    key: 'zca-refuses',
    words: {
      en: 'ZCA: refuses the next unlink (unpaid charges)',
      vi: 'ZCA: từ chối lần hủy tới (còn nợ phí)',
    },
    zca: { type: 'status', operation: 'unlink', status: 409, message: 'Tài khoản còn phí chưa thanh toán' },
  },
  {
    key: 'zca-token',
    words: { en: 'ZCA: does not accept the token', vi: 'ZCA: không chấp nhận token' },
    zca: { type: 'status', status: 401, times: 'always' },
  },
  {
    key: 'zca-busy',
    words: { en: 'ZCA: too many calls, three times', vi: 'ZCA: quá nhiều lần gọi, ba lần' },
    zca: { type: 'ratelimited', retryAfterSeconds: 2, times: 3 },
  },
  {
    key: 'slack-lost',
    words: {
      en: 'Slack: posts next, but its answer is lost',
      vi: 'Slack: đăng tin tới nhưng mất câu trả lời',
    },
    slack: { method: 'chat.postMessage', kind: 'drop_after' },
  },
  {
    key: 'slack-busy',
    words: { en: 'Slack: too many calls, three times', vi: 'Slack: quá nhiều lần gọi, ba lần' },
    slack: { method: '*', kind: 'ratelimited', retryAfterSeconds: 2, times: 3 },
  },
  {
    key: 'slack-cards',
    words: { en: 'Slack: three changes of cards fail', vi: 'Slack: ba lần sửa thẻ bị lỗi' },
    slack: { method: 'chat.update', kind: 'status_500_before', times: 3 },
  },
];

/** A demo's switches; they call `workspace` only when somebody uses them. */
export function mischiefOf(zca: Zca, workspace: () => Workspace): Switches {
  const isOn = (way: Mischief) =>
    'zca' in way
      ? zca.faults
          .list()
          .some(
            (fault) =>
              fault.type === way.zca.type &&
              fault.operation === way.zca.operation &&
              statusOf(fault) === statusOf(way.zca),
          )
      : workspace().faults.list().includes(way.slack);
  return {
    list: () => ways.map((way) => ({ key: way.key, words: way.words, isOn: isOn(way) })),
    turnOn(key) {
      const way = ways.find((each) => each.key === key);
      if (way === undefined) return false;
      if (isOn(way)) return true;
      if ('zca' in way) zca.faults.add(way.zca);
      else workspace().faults.add(way.slack);
      return true;
    },
    allWell() {
      zca.faults.clear();
      workspace().faults.clear();
    },
  };
}

function statusOf(fault: FaultOrder): number | null {
  return fault.type === 'status' ? fault.status : null;
}
