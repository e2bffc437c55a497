import type { Answer } from '../../zca/answer.js';
import type { Call } from '../../zca/gateway.js';
import { failure, success } from '../answers.js';
import type { World } from '../world.js';
import { sendMessage } from './message-cs.js';

/** An operation of an OA, done for the OA that the token speaks for. */
type Operation = (oaId: string, call: Call, world: World) => Answer;

/** Every answer is HTTP 200; the envelope says how it went. */
export function answerOpenApi(operation: Operation): (call: Call, world: World) => Answer {
  return (call, world) => {
    const { rateLimit, tokens } = world;
    if (!rateLimit.take()) return failure(-32, 'Your application reached limit call api', rateLimit.headers);
    const holder = tokens.holder(call.headers['access_token']);
    if (holder === 'unknown') return failure(-216, 'Access token is invalid', rateLimit.headers);
    if (holder === 'expired') return failure(-220, 'access_token is expired or removed', rateLimit.headers);
    const answer = operation(holder.oaId, call, world);
    return { ...answer, headers: { ...answer.headers, ...rateLimit.headers } };
  };
}

export const messageCs = answerOpenApi(sendMessage);

/** `GET /v2.0/oa/getoa`. That the field empties after an unlink is an assumption: Zalo does not document its value. */
export const getOa = answerOpenApi((oaId, _call, { oas, linkedZca }) =>
  success({
    oaid: oaId,
    name: oas.find((oa) => oa.id === oaId)?.name ?? '',
    description: '',
    oa_alias: '',
    is_verified: true,
    oa_type: 2,
    cate_name: '',
    num_follower: 10,
    avatar: '',
    cover: '',
    package_name: '',
    package_valid_through_date: '',
    package_auto_renew_date: '',
    linked_ZCA: linkedZca(oaId),
  }),
);

/** `POST /v3.0/oa/quota/message` for one person. */
export const quotaOf = answerOpenApi((_oaId, call, { windows }) => {
  const user = String((JSON.parse(call.bodyText || '{}') as { user_id?: unknown }).user_id ?? '');
  const last = windows.lastInteraction(user);
  if (last === null) return failure(-201, 'user_id is invalid!');
  const allowance = windows.allowance(user);
  return success({
    last_interaction: String(last),
    cs_reply: {
      remain: allowance.type === 'free' ? allowance.remain : 0,
      total: windows.freeReplies,
    },
    promotion: {},
  });
});
