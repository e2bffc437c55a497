import { useCallback, useState } from 'react';
import type { DeliveryReport } from '../../slack/page-contract.js';

/** Slack's own words to one person about a failure. */
export interface Notice {
  id: number;
  user: string;
  /** Channel id, `home`, or a view's id. */
  place: string;
  thread: string | null;
  text: string;
  /** Seconds since 1970, to sort it among the messages. */
  at: number;
}

export type Report = (delivery: DeliveryReport, place: string, thread?: string | null) => void;

interface Notices {
  notices: Notice[];
  report: Report;
  dismiss: (id: number) => void;
}

function failureText({ ok, notice, status, errors }: DeliveryReport): string | null {
  if (notice !== undefined) return notice;
  if (ok || errors !== undefined) return null;
  return status === null ? 'The app did not answer.' : `The app answered with HTTP status ${status}.`;
}

let lastId = 0;

export function useNotices(user: string): Notices {
  const [all, setAll] = useState<Notice[]>([]);

  const report = useCallback<Report>(
    (delivery, place, thread = null) => {
      const text = failureText(delivery);
      if (text === null) return;
      lastId += 1;
      const notice = { id: lastId, user, place, thread, text, at: Date.now() / 1000 };
      setAll((before) => [...before, notice]);
    },
    [user],
  );

  const dismiss = useCallback((id: number) => setAll((before) => before.filter((one) => one.id !== id)), []);
  return { notices: all.filter((one) => one.user === user), report, dismiss };
}
