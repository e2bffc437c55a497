import { useEffect, useState } from 'react';
import { listen } from '../wire/events.js';

/** The channels with messages since this person last looked. */
export function useUnread(openChannel: string, user: string): ReadonlySet<string> {
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());

  // biome-ignore lint/correctness/useExhaustiveDependencies: another person starts with nothing unread
  useEffect(() => setUnread(new Set()), [user]);

  useEffect(() => {
    setUnread((before) => new Set([...before].filter((id) => id !== openChannel)));
    return listen({
      event: (event) => {
        if (event.type !== 'message' || event.message.channel === openChannel) return;
        const { channel, ephemeral_to, user: author } = event.message;
        if (author === user || (ephemeral_to !== undefined && ephemeral_to !== user)) return;
        setUnread((before) => new Set([...before, channel]));
      },
    });
  }, [openChannel, user]);

  return unread;
}
