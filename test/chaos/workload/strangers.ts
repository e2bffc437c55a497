import type { Message } from '../../../sandbox/slack/page-contract.js';
import { channel } from '../environment/environment.js';
import type { Random } from '../random.js';
import type { Stranger } from './cast.js';
import { pressOld } from './presses.js';
import type { Stage } from './stage.js';

/** Slack's payload for a press in another workspace with the same app. */
const elsewhere = ({ ts, text }: Message) => ({
  team: { id: 'T0OTHER001', domain: 'other' },
  message: { type: 'message', team: 'T0OTHER001', ts, text, blocks: [] },
});

/** One person has this many deliveries under way at once. */
const atOnce = 10;
/** Strangers look for something to press this often before there is any card. */
const untilFirstCardMs = 500;

/** Presses on every card and asks for linked assets, until the storm is over. */
export async function pester(
  { id, mayAsk, inARow, pauseMs }: Stranger,
  { workspace, zca, board, cast, clock }: Stage,
  random: Random,
  end: number,
  stop: AbortSignal,
): Promise<void> {
  const approvers = [...cast.approvers];
  const ask = async () => {
    const [asset] = some(zca.assets(), random);
    if (asset !== undefined)
      await workspace.post({ user: id, channel, text: `/unlink ${asset.kind} ${asset.id}` });
  };
  const press = (card: Message) =>
    pressOld(workspace, id, card, random.pick(['approve', 'approve', 'cancel', 'stop', 'retry']));
  /** An approver's id, in another workspace: a different person. */
  const pressFromElsewhere = (card: Message) => {
    const [namesake = id] = some(approvers, random);
    return pressOld(workspace, namesake, card, 'approve', elsewhere(card));
  };
  let flooded: Message | undefined;
  while (clock.now() < end && !stop.aborted) {
    if (inARow === 1 || random.chance(0.25)) flooded = undefined;
    const [card] = flooded === undefined ? some(board.cards(), random) : [flooded];
    flooded = card;
    if (!mayAsk && random.chance(0.3)) await ask();
    else if (card !== undefined && random.chance(0.2)) await pressFromElsewhere(card);
    else if (card !== undefined)
      for (let made = 0; made < inARow && !stop.aborted; made += atOnce)
        await Promise.all(Array.from({ length: Math.min(atOnce, inARow - made) }, () => press(card)));
    await clock.sleep(card === undefined ? untilFirstCardMs : random.whole(...pauseMs));
  }
}

/** One of them, if any; of many, one of the newest ten, which still wait. */
function some<T>(all: readonly T[], random: Random): readonly T[] {
  const newest = all.slice(-10);
  return newest.slice(random.whole(0, Math.max(0, newest.length - 1))).slice(0, 1);
}
