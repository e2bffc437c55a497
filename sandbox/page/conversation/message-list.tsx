import { Fragment, type ReactNode, useEffect } from 'react';
import { dateWords } from '../text/date-words.js';
import { pageWords } from '../workspace/page-words.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import type { TimelineItem } from './timeline.js';
import { useStickToNewest } from './use-stick-to-newest.js';
import { useUnseen } from './use-unseen.js';

interface MessageListProps {
  /** The region's accessible name. */
  label: string;
  /** The subject of the list; another subject starts at its newest line. */
  subject: string;
  items: TimelineItem[];
  intro?: ReactNode;
  /** The number of messages this person has sent here: after sending one, they want to see the answer. */
  sent: number;
  render: (item: TimelineItem) => ReactNode;
}

/** Messages in chronological order, with a line where a new day starts. */
export function MessageList({ label, subject, items, intro, sent, render }: MessageListProps) {
  const { me } = useWorkspace();
  const { list, atNewest, goToNewest } = useStickToNewest(subject);
  const unseen = useUnseen(items, atNewest);
  useEffect(() => {
    if (sent > 0) goToNewest();
  }, [sent, goToNewest]);
  const reader = { locale: 'en', timeZone: me.tz, nowMs: Date.now() };
  let lastDay = '';
  return (
    <div className="message-list-place">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to be able to scroll it */}
      <section className="message-list" aria-label={label} ref={list} tabIndex={0}>
        {/* A list with another subject is another log: its first content is not announced. */}
        <div className="message-list-content" key={subject} role="log" aria-label={label}>
          {intro}
          {items.map((item) => {
            const day = dateWords(item.at, '{date_long_pretty}', reader) ?? '';
            const starts = day !== lastDay;
            lastDay = day;
            return (
              <Fragment key={item.key}>
                {starts && <DayLine day={day} />}
                {render(item)}
              </Fragment>
            );
          })}
        </div>
      </section>
      {unseen && (
        <button type="button" className="button newest-pill" onClick={goToNewest}>
          <span aria-hidden="true">↓</span> {pageWords(me).newMessages}
        </button>
      )}
    </div>
  );
}

function DayLine({ day }: { day: string }) {
  return (
    <div className="day-line">
      <span>{day}</span>
    </div>
  );
}
