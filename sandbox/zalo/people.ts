import type { BotDoor } from './bot-api/bot-door.js';
import { followed, newMessageId, type OaEvent, sentByPerson } from './delivery/oa-events.js';
import type { Message } from './state/chat.js';
import { findPerson, type Person } from './state/people.js';
import type { World } from './world.js';

/** Acts for people in their Zalo app. Each act throws for a person or a button that does not exist. */
export class People {
  readonly #world: World;
  readonly #door: BotDoor;

  constructor(world: World, door: BotDoor) {
    this.#world = world;
    this.#door = door;
  }

  /** Finds a person by any of their names. */
  called(who: string): Person {
    const found = findPerson(this.#world.people, who);
    if (found === null) throw new Error(`nobody here is called ${who}`);
    return found;
  }

  /** Writes to the OA, perhaps in answer to one of its messages. */
  say(who: string, text: string, quotes: string | null = null): void {
    this.#sent(this.called(who), { text, kind: 'text', quotes });
  }

  /** Presses a button: Zalo sends its payload as a text of the person, which anybody could type. */
  press(who: string, title: string, messageId?: string): void {
    const person = this.called(who);
    const messages = this.#world.chats.of(person.key, 'oa').filter(({ from }) => from === 'oa');
    const message =
      messageId === undefined
        ? messages.findLast(({ buttons }) => buttons.some((each) => each.title === title))
        : messages.find(({ id }) => id === messageId);
    const button = message?.buttons.find((each) => each.title === title);
    if (button === undefined) throw new Error(`${who} sees no button ${title}`);
    if (typeof button.payload !== 'string') return;
    const isHidden = button.type === 'oa.query.hide';
    this.#sent(person, { text: button.payload, kind: 'text', isHidden });
  }

  /** Sends the OA a sticker or a picture. */
  sendPicture(who: string, kind: 'sticker' | 'image'): void {
    this.#sent(this.called(who), { text: '', kind });
  }

  follow(who: string): void {
    const person = this.called(who);
    this.#world.windows.interacted(person.oaUserId);
    this.#tell((oaId) => followed(this.#world, oaId, person, 'follow'));
  }

  unfollow(who: string): void {
    const person = this.called(who);
    this.#tell((oaId) => followed(this.#world, oaId, person, 'unfollow'));
  }

  /** Writes to the bot in a private chat, or in a group where it was mentioned. */
  sayToBot(who: string, text: string, group?: string): void {
    const person = this.called(who);
    const at = this.#world.clock.now();
    const id = newMessageId();
    const common = { buttons: [], quotes: null, isHidden: false, kind: 'text' as const };
    this.#world.chats.add(person.key, 'bot', { id, from: 'person', text, at, ...common });
    const chat = group === undefined ? [person.botUserId, 'PRIVATE'] : [group, 'GROUP'];
    this.#door.tell({
      event_name: 'message.text.received',
      message: {
        from: { id: person.botUserId, display_name: person.name, is_bot: false },
        chat: { id: chat[0], chat_type: chat[1] },
        text,
        message_id: id,
        date: at,
      },
    });
  }

  #sent(
    person: Person,
    { text, kind, quotes = null, isHidden = false }: Pick<Message, 'text' | 'kind'> & Partial<Message>,
  ): void {
    const { clock, chats, windows } = this.#world;
    windows.interacted(person.oaUserId);
    this.#tell((oaId) => {
      const event = sentByPerson(this.#world, oaId, person, contentOf(kind, text, quotes));
      const { msg_id: id } = event['message'] as { msg_id: string };
      const message = { id, from: 'person' as const, text, buttons: [], quotes, isHidden, kind };
      chats.add(person.key, 'oa', { ...message, at: clock.now() });
      return event;
    });
  }

  #tell(event: (oaId: string) => OaEvent): void {
    const [oa] = this.#world.oas;
    if (oa !== undefined) this.#world.office.send(event(oa.id));
  }
}

function contentOf(kind: Message['kind'], text: string, quotes: string | null) {
  if (kind === 'text')
    return {
      name: 'user_send_text',
      // The name of this field is a guess: no sample of a quoting message was found.
      message: { text, ...(quotes === null ? {} : { quote_msg_id: quotes }) },
    };
  const url = 'http://f6.photo.talk.zdn.vn/picture.jpg';
  return {
    name: `user_send_${kind}`,
    message: { attachments: [{ type: kind, payload: { url, thumbnail: url } }] },
  };
}
