import { randomBytes } from 'node:crypto';
import type { Clock } from '../state/clock.js';
import type { Person } from '../state/people.js';

/** An event of an OA, in the order of fields that Zalo's samples have. */
export type OaEvent = Readonly<Record<string, unknown>> & {
  readonly event_name: string;
  readonly timestamp: string;
};

interface Telling {
  readonly app: { readonly id: string };
  readonly clock: Clock;
}

/** Makes the event of a person's message: a text, the payload of a button they pressed, a sticker or a picture. */
export function sentByPerson(
  { app, clock }: Telling,
  oaId: string,
  person: Person,
  content: { readonly name: string; readonly message: Readonly<Record<string, unknown>> },
): OaEvent {
  return {
    event_name: content.name,
    app_id: app.id,
    sender: { id: person.oaUserId },
    recipient: { id: oaId },
    message: { ...content.message, msg_id: newMessageId() },
    timestamp: String(clock.now()),
    user_id_by_app: byApp(person),
  };
}

/** Zalo tells the app also what the OA itself sent. */
export function echoOf(
  { app, clock }: Telling,
  sent: { readonly oaId: string; readonly person: Person; readonly text: string; readonly id: string },
): OaEvent {
  return {
    event_name: 'oa_send_text',
    app_id: app.id,
    sender: { id: sent.oaId },
    recipient: { id: sent.person.oaUserId },
    message: { text: sent.text, msg_id: sent.id },
    timestamp: String(clock.now()),
    user_id_by_app: byApp(sent.person),
  };
}

export function followed(
  { app, clock }: Telling,
  oaId: string,
  person: Person,
  name: 'follow' | 'unfollow',
): OaEvent {
  return {
    oa_id: oaId,
    follower: { id: person.oaUserId },
    user_id_by_app: byApp(person),
    event_name: name,
    source: 'oa_profile',
    app_id: app.id,
    timestamp: String(clock.now()),
  };
}

export function newMessageId(): string {
  return randomBytes(10).toString('hex');
}

/** The person's id for the app, which is not the one for the OA. */
function byApp({ oaUserId }: Person): string {
  return `9${oaUserId.slice(1).split('').reverse().join('').replace(/^0/u, '1')}`;
}
