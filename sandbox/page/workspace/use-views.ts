import { useEffect, useState } from 'react';
import type { View } from '../../slack/page-contract.js';
import { listen } from '../wire/events.js';
import { readViews } from '../wire/sandbox-api.js';

interface Views {
  user: string;
  modal: View | null;
  home: View | null;
}

function nothing(user: string): Views {
  return { user, modal: null, home: null };
}

/** The modal and the App Home that the app opened for this person. */
export function useViews(user: string): Views {
  const [views, setViews] = useState(() => nothing(user));

  useEffect(() => {
    let wanted = true;
    const read = () => {
      readViews(user).then(
        (answer) => wanted && setViews({ user, ...answer }),
        () => undefined, // the next connection reads again
      );
    };
    read();
    const stop = listen({
      connected: read,
      event: (event) => {
        if (event.type === 'view' && event.user === user) {
          setViews({ user, modal: event.modal, home: event.home });
        }
      },
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [user]);

  return views.user === user ? views : nothing(user);
}
