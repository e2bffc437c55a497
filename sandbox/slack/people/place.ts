import { renderMessage } from '../api/render-message.js';
import { renderView } from '../api/render-view.js';
import { initialValues } from '../blocks/element-state.js';
import type { ActionInput, Block, Message } from '../page-contract.js';
import { messagePlaceId } from '../state/choices.js';
import type { ResponseTarget } from '../state/response-urls.js';
import type { World } from '../world.js';
import { BadInput } from './bad-input.js';
import { channelOf } from './present.js';

/** The message or view that holds an element, as one person sees it. */
export interface Place {
  /** The key under which this place's choices are kept. */
  id: string;
  blocks: Block[];
  /** The conversation the person was in; null for a Home tab. */
  conversation: string | null;
  /** `container`, and `channel` with `message`, or `view`. */
  parts(): Record<string, unknown>;
  /** The target of a response_url from this place; a view has none. */
  responseTarget?: ResponseTarget;
}

/** The place of this container; the person must be able to see it. */
export function placeOf(container: ActionInput['container'], user: string, world: World): Place {
  return container.type === 'view'
    ? viewPlace(container.view_id, user, world)
    : messagePlace(container, user, world);
}

function viewPlace(viewId: string, user: string, world: World): Place {
  const view = world.views.find(viewId);
  if (view?.user !== user) throw new BadInput(`${user} sees no view ${viewId}`);
  return {
    id: view.id,
    blocks: view.blocks,
    conversation: view.conversation,
    parts: () => ({ container: { type: 'view', view_id: view.id }, view: renderView(view, world) }),
  };
}

function messagePlace(at: { channel: string; message_ts: string }, user: string, world: World): Place {
  const channel = channelOf(at.channel, user, world);
  const message = world.board.find(channel.id, at.message_ts);
  if (!message || (message.ephemeral_to ?? user) !== user)
    throw new BadInput(`${user} sees no message ${at.message_ts} in ${at.channel}`);
  const { thread_ts } = message;
  const id = messagePlaceId(message);
  return {
    id,
    blocks: message.blocks,
    conversation: channel.id,
    parts: () => ({
      container: messageContainer(message),
      channel: { id: channel.id, name: channel.name },
      // Slack omits an ephemeral message.
      ...(message.ephemeral_to === undefined ? { message: renderMessage(message, world) } : {}),
      state: { values: world.choices.over(user, id, initialValues(message.blocks)) },
    }),
    responseTarget: {
      user,
      channel: channel.id,
      source: { ts: message.ts },
      ...(thread_ts === undefined || thread_ts === message.ts ? {} : { thread_ts }),
    },
  };
}

function messageContainer(message: Message): Record<string, unknown> {
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.ephemeral_to !== undefined,
    ...(message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts }),
  };
}
