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
    let heard = 0;
    const read = () => {
      const before = heard;
      readViews(user).then(
        // Events heard since the request are newer than its answer.
        (answer) => wanted && heard === before && setViews({ user, ...answer }),
        () => undefined, // the next connection reads again
      );
    };
    read();
    const stop = listen({
      connected: read,
      event: (event) => {
        if (event.type === 'view' && event.user === user) {
          heard += 1;
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
