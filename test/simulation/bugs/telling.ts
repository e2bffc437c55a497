import { type Bug, flow, slack } from './bug.js';

/** Mistakes by which somebody is not told. */
export const bugsInTelling: readonly Bug[] = [
  {
    name: 'left-out-untold',
    what: 'who joined is not told that the run was without their asset',
    patches: [flow('report.js', "await ports.chat.postInThread(request, { type: 'left_out' });", '')],
    seed: 152,
  },
  {
    name: 'cancelled-untold',
    what: 'who joined is not told that who asked first has called it off',
    patches: [flow('show-card.js', ' || request.others.length > 0', '')],
    seed: 289,
  },
  {
    name: 'dropped-untold',
    what: 'whose approval was dropped by a tick is not told',
    patches: [flow('show-card.js', 'request.dropped.length > 0', 'false')],
    seed: 501,
  },
  {
    name: 'dropped-told-once',
    what: 'whose approval is dropped a second time is not told',
    patches: [slack('messages/thread-message.js', 'request.droppedAt ?? request.listRevision', '0')],
    seed: 88,
  },
  {
    name: 'untold-outside',
    what: 'where the bot is not in the channel any more, who joined is not told how it ended',
    patches: [
      slack('messages/thread-message.js', 'return requestersOf(request).filter(', 'return [].filter('),
    ],
    seed: 559,
  },
];
