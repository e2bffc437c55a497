import { type Bug, core, flow, slack } from './bug.js';

/** Mistakes in what a command asks for and who joins it. */
export const bugsInAsking: readonly Bug[] = [
  {
    name: 'command-judged-twice',
    what: 'a command that was told to be refused is carried out when its job is run again',
    patches: [
      flow('look-up.js', 'await ports.store.verdict(ask.delivery)', 'null'),
      flow(
        'refuse.js',
        'return store.refuse(delivery, why, {\n',
        "return { type: 'refused', why }; store.refuse(delivery, why, {\n",
      ),
    ],
    seed: 7640,
  },
  {
    name: 'joined-twice',
    what: 'somebody who asks twice is listed twice among those who joined',
    patches: [
      core(
        'request/join-transition.js',
        'request.others.filter((each) => each !== before)',
        'request.others',
      ),
      core('request/join-transition.js', 'before.at >= other.at && isJoinedFor(before, other)', 'false'),
    ],
    seed: 1482,
  },
  {
    name: 'retrier-joins',
    what: 'who has had it tried again joins it as well, so that somebody has approved what they ask for',
    patches: [core('request/join-transition.js', "'retries' in request ? request.retries : []", '[]')],
    seed: 371,
  },
  {
    name: 'joined-and-listed',
    what: 'of two runs of one command, one joins another request and the other posts a card',
    patches: [flow('find-assets.js', 'const isOther = ', 'const isOther = false && ')],
    seed: 146_080,
  },
  {
    name: 'ticked-unnamed',
    what: 'what is left of a list comes up ticked although nobody named it',
    patches: [
      core(
        'request/asset-list.js',
        'chosen: assets\n            .filter((asset) =>',
        'chosen: assets\n            .filter((asset) => assets.length === 1 ||',
      ),
    ],
    seed: 68,
  },
  {
    name: 'dead-card',
    what: 'a card whose one asset is not ticked has neither a box nor Confirm',
    patches: [
      slack('messages/card.js', 'listed.length === 1 && request.chosen.length === 1', 'listed.length === 1'),
    ],
    seed: 14,
  },
];
