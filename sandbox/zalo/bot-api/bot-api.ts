import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../zca/answer.js';
import type { Call } from '../../zca/gateway.js';
import { json } from '../answers.js';
import { findPerson } from '../state/people.js';
import type { World } from '../world.js';
import type { BotDoor } from './bot-door.js';

const message = z.object({ chat_id: z.string(), text: z.string().min(1) });
const webhook = z.object({ url: z.url(), secret_token: z.string().min(8).max(256) });
const mostCharacters = 2_000;

/** `POST /bot<TOKEN>/<method>` of the Bot Platform. It has no buttons, and no way to change a message. */
export async function answerBot(
  method: string,
  token: string,
  call: Call,
  { world, door }: { readonly world: World; readonly door: BotDoor },
): Promise<Answer> {
  if (token !== world.bot.token) return refused(401, 'Unauthorized');
  const params = parseJson(call.bodyText);
  switch (method) {
    case 'getMe':
      return ok({
        id: world.bot.id,
        account_name: world.bot.name,
        account_type: 'BASIC',
        can_join_groups: false,
      });
    case 'sendMessage':
      return sendMessage(params, world);
    case 'setWebhook': {
      const parsed = webhook.safeParse(params);
      if (!parsed.success) return refused(400, 'Bad Request: url or secret_token is invalid');
      door.set(parsed.data.url, parsed.data.secret_token);
      return ok({ url: parsed.data.url, updated_at: world.clock.now() });
    }
    case 'deleteWebhook':
      door.clear();
      return ok({ url: '', updated_at: world.clock.now() });
    case 'getWebhookInfo':
      return ok({ url: door.url ?? '', updated_at: world.clock.now() });
    case 'getUpdates': {
      if (door.url !== null) return refused(409, 'Conflict: webhook is active');
      const update = await door.nextUpdate(waitMs(params));
      return update === null ? refused(408, 'Request timeout') : ok(update);
    }
    default:
      return refused(404, 'Not Found');
  }
}

function sendMessage(params: unknown, { people, chats, clock }: World): Answer {
  const parsed = message.safeParse(params);
  if (!parsed.success) return refused(400, 'Bad Request: chat_id or text is invalid');
  const { chat_id: chat, text } = parsed.data;
  if ([...text].length > mostCharacters) return refused(400, 'Bad Request: text is too long');
  const person = findPerson(people, chat);
  if (person === null || person.botUserId !== chat) return refused(400, 'Bad Request: chat not found');
  const id = randomBytes(10).toString('hex');
  const at = clock.now();
  const common = { buttons: [], quotes: null, isHidden: false, kind: 'text' as const };
  chats.add(person.key, 'bot', { id, from: 'bot', text, at, ...common });
  return ok({ message_id: id, date: at });
}

function waitMs(params: unknown): number {
  const parsed = z.object({ timeout: z.coerce.number().min(0).max(60) }).safeParse(params);
  return (parsed.success ? parsed.data.timeout : 30) * 1_000;
}

function ok(result: unknown): Answer {
  return json({ ok: true, result });
}

function refused(code: number, description: string): Answer {
  return json({ ok: false, error_code: code, description });
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text || '{}');
  } catch {
    return undefined;
  }
}
