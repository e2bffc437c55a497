import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../zca/answer.js';
import type { Call } from '../../zca/gateway.js';
import { failure, success } from '../answers.js';
import { echoOf } from '../delivery/oa-events.js';
import type { Button } from '../state/chat.js';
import { findPerson } from '../state/people.js';
import type { World } from '../world.js';
import { readButtons } from './read-buttons.js';

const mostCharacters = 2_000;

const body = z.object({
  recipient: z.object({ user_id: z.string() }),
  message: z.object({
    text: z.string().optional(),
    quote_message_id: z.string().optional(),
    attachment: z
      .object({
        type: z.literal('template'),
        payload: z.object({
          template_type: z.string().optional(),
          text: z.string().optional(),
          buttons: z.unknown().optional(),
        }),
      })
      .optional(),
  }),
});

/** `POST /v3.0/oa/message/cs`: a reply to somebody who has turned to the OA lately. */
export function sendMessage(oaId: string, call: Call, world: World): Answer {
  const parsed = body.safeParse(parseJson(call.bodyText));
  if (!parsed.success)
    return failure(-201, `${parsed.error.issues[0]?.path.join('.') || 'message'} is invalid!`);
  const { recipient, message } = parsed.data;
  const person = findPerson(world.people, recipient.user_id);
  if (person === null || person.oaUserId !== recipient.user_id) return failure(-201, 'user_id is invalid!');
  const read = readContent(message, world.manners.buttonShape);
  if (!Array.isArray(read)) return read;
  const [text, buttons] = read;
  const refused = refusalOf(person.oaUserId, world);
  if (refused !== null) return refused;
  const { clock, windows, chats } = world;
  const id = randomBytes(10).toString('hex');
  windows.sent(person.oaUserId);
  const quotes = message.quote_message_id ?? null;
  const common = { quotes, isHidden: false, kind: 'text' as const, at: clock.now() };
  chats.add(person.key, 'oa', { id, from: 'oa', text, buttons, ...common });
  world.office.send(echoOf(world, { oaId, person, text, id }));
  return success({
    quota: quotaAfter(person.oaUserId, world),
    message_id: id,
    user_id: person.oaUserId,
    sent_time: String(clock.now()),
  });
}

type Content = z.output<typeof body>['message'];

/** The text and its buttons, or the refusal. */
function readContent(
  { text, attachment }: Content,
  shape: World['manners']['buttonShape'],
): Answer | [string, readonly Button[]] {
  const payload = attachment?.payload;
  const shown = payload?.template_type === undefined ? text : payload.text;
  if (shown === undefined || shown === '') return failure(-201, 'text is invalid!');
  if ([...shown].length > mostCharacters) return failure(-210, 'Parameter text exceeds allowable limit');
  if (payload === undefined) return [shown, []];
  const isTemplate = payload.template_type === 'button';
  if (isTemplate !== (shape === 'template')) return failure(-233, 'Message type invalid');
  const buttons = readButtons(payload.buttons);
  return buttons === null ? failure(-201, 'buttons is invalid!') : [shown, buttons];
}

function refusalOf(user: string, { windows, manners }: World): Answer | null {
  const allowance = windows.allowance(user);
  if (allowance.type === 'closed')
    return failure(-230, 'User has not interacted with the OA in the past 7 days');
  if (allowance.type === 'free') return null;
  if (!manners.isAppLinked)
    return failure(-320, 'Your app needs to connect with Zalo Cloud Account to use paid features');
  if (!manners.isSolvent)
    return failure(
      -321,
      'Zalo Cloud Account associated with this app is out of money or unable to be charged',
    );
  return null;
}

function quotaAfter(user: string, { windows }: World) {
  const allowance = windows.allowance(user);
  return {
    quota_type: 'reply',
    remain: String(allowance.type === 'free' ? allowance.remain : 0),
    total: String(windows.freeReplies),
  };
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
