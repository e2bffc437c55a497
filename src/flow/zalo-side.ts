import type { Asset } from '../core/asset/asset.js';
import { isGone, type Outcome, type ZaloSide } from '../core/request/outcome.js';
import type { Running } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import type { ZaloAnswer } from './ports/zalo.js';

/**
 * The ZCA that Zalo itself shows for an OA before its first unlink call; null if it cannot be read, if the asset is
 * no OA, or if a call has gone out: a later reading is no "before".
 */
export async function zaloBefore(asset: Asset, request: Running, ports: Ports): Promise<string | null> {
  if (asset.kind !== 'oa' || request.called.includes(asset.id)) return null;
  const answer = await ask(asset.id, request.id, ports);
  return answer?.type === 'shown' ? answer.zca : null;
}

/** The same outcome; if the link is gone, with Zalo's own view of it. */
export async function withZaloSide(
  outcome: Outcome,
  asset: Asset,
  requestId: string,
  ports: Ports,
): Promise<Outcome> {
  if (asset.kind !== 'oa' || !isGone(outcome)) return outcome;
  const answer = await ask(asset.id, requestId, ports);
  if (answer === null) return outcome;
  const newest = await ports.store.get(requestId);
  return {
    ...outcome,
    zalo: sideOf(answer, newest !== null && 'zaloBefore' in newest ? newest : {}, asset.id),
  };
}

function sideOf(answer: ZaloAnswer, { zaloBefore }: Pick<Running, 'zaloBefore'>, id: string): ZaloSide {
  if (answer.type === 'unreadable') return answer;
  const before = zaloBefore?.find((each) => each.id === id)?.zca ?? null;
  return { type: 'shown', before, now: answer.zca };
}

async function ask(id: string, requestId: string, { zalo, log }: Ports): Promise<ZaloAnswer | null> {
  const answer = await zalo.linkedZca(id);
  if (answer?.type === 'unreadable')
    log.warn('zalo.unavailable', 'could not ask Zalo itself about an OA', {
      request: requestId,
      oa: id,
      why: answer.why.type,
    });
  return answer;
}
