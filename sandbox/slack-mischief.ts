import type { Mischief } from './mischief.js';
import type { PlannedFault } from './slack/faults.js';
import type { Switch } from './slack/page-contract.js';
import type { Workspace } from './slack/workspace.js';

const orders: readonly (Pick<Switch, 'key' | 'words'> & { readonly fault: PlannedFault })[] = [
  {
    key: 'slack-lost',
    words: {
      en: 'Slack: posts next, but its answer is lost',
      vi: 'Slack: đăng tin tới nhưng mất câu trả lời',
    },
    fault: { method: 'chat.postMessage', kind: 'drop_after' },
  },
  {
    key: 'slack-busy',
    words: { en: 'Slack: too many calls, three times', vi: 'Slack: quá nhiều lần gọi, ba lần' },
    fault: { method: '*', kind: 'ratelimited', retryAfterSeconds: 2, times: 3 },
  },
  {
    key: 'slack-cards',
    words: { en: 'Slack: three changes of cards fail', vi: 'Slack: ba lần sửa thẻ bị lỗi' },
    fault: { method: 'chat.update', kind: 'status_500_before', times: 3 },
  },
];

/** Has the local Slack misbehave; calls `workspace` only when somebody uses the switches. */
export function slackMischief(workspace: () => Workspace): Mischief {
  return {
    ways: orders.map(({ fault, ...way }) => ({
      ...way,
      isOn: () => workspace().faults.list().includes(fault),
      turnOn: () => workspace().faults.add(fault),
    })),
    allWell: () => workspace().faults.clear(),
  };
}
