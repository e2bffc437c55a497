import { useEffect, useState } from 'react';
import { useWorkspace } from '../workspace/workspace-context.js';
import { dateWords } from './date-words.js';
import { WebLink } from './web-link.js';

const tickMs = 15_000;

interface DateTextProps {
  seconds: number;
  format: string;
  fallback: string;
  link?: string | undefined;
}

/** Relative times go out of date while they are on the screen. */
function useNow(ticking: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [ticking]);
  return nowMs;
}

/** A moment in the reader's time zone and language. */
export function DateText({ seconds, format, fallback, link }: DateTextProps) {
  const { me } = useWorkspace();
  const nowMs = useNow(/ago|pretty/.test(format));
  const reader = { locale: me.locale, timeZone: me.tz, nowMs };
  const words = dateWords(seconds, format, reader);
  if (words === null) return fallback;
  const time = (
    <time
      dateTime={new Date(seconds * 1000).toISOString()}
      title={dateWords(seconds, '{date_long} {time_secs}', reader) ?? undefined}
    >
      {words}
    </time>
  );
  return link === undefined ? time : <WebLink url={link}>{time}</WebLink>;
}
