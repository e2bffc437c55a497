import { useEffect, useReducer } from 'react';
import type { Message } from '../../slack/page-contract.js';
import { listen } from '../wire/events.js';
import { readMessages } from '../wire/sandbox-api.js';
import { changeShelf, emptyShelf } from './message-shelf.js';

interface ChannelMessages {
  loaded: boolean;
  /** The messages this person may see, including thread replies. */
  messages: Message[];
}

export function useMessages(channel: string, user: string): ChannelMessages {
  const [shelf, change] = useReducer(changeShelf, channel, emptyShelf);

  useEffect(() => {
    let wanted = true;
    const read = () => {
      change({ type: 'reading', channel });
      readMessages(channel, user).then(
        (messages) => wanted && change({ type: 'read', channel, messages }),
        () => undefined, // the next connection reads again
      );
    };
    read();
    let first = true;
    const stop = listen({
      event: (event) => change({ type: 'event', event }),
      connected: () => {
        if (!first) read();
        first = false;
      },
      lost: () => {
        first = false;
      },
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [channel, user]);

  if (shelf.channel !== channel) return { loaded: false, messages: [] };
  const visible = ({ ephemeral_to }: Message) => ephemeral_to === undefined || ephemeral_to === user;
  return { loaded: shelf.loaded, messages: shelf.messages.filter(visible) };
}
