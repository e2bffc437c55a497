import { Fragment, type ReactNode } from 'react';
import { dateWords } from '../text/date-words.js';
import { useWorkspace } from '../workspace/workspace-context.js';
import type { TimelineItem } from './timeline.js';
import { useStickToNewest } from './use-stick-to-newest.js';

interface MessageListProps {
  /** The region's accessible name. */
  label: string;
  /** What the list is about; another subject starts at its newest line. */
  subject: string;
  items: TimelineItem[];
  intro?: ReactNode;
  render: (item: TimelineItem) => ReactNode;
}

/** Messages in the order of time, with a line where a new day starts. */
export function MessageList({ label, subject, items, intro, render }: MessageListProps) {
  const { me } = useWorkspace();
  const list = useStickToNewest(subject);
  const reader = { locale: 'en', timeZone: me.tz, nowMs: Date.now() };
  let lastDay = '';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard has to be able to scroll it
    <section className="message-list" aria-label={label} ref={list} tabIndex={0}>
      <div className="message-list-content">
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
  );
}

function DayLine({ day }: { day: string }) {
  return (
    <div className="day-line">
      <span>{day}</span>
    </div>
  );
}
