import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const nearPx = 80;

function measured({ scrollTop: top, scrollHeight: height, clientHeight: room }: Element) {
  return { top, height, room };
}

interface NewestLine {
  list: RefObject<HTMLDivElement | null>;
  /** True while the newest line is visible. */
  atNewest: boolean;
  goToNewest: () => void;
}

/** Keeps a scrolling list at its newest line, unless the person has scrolled up to read. */
export function useStickToNewest(subject: string): NewestLine {
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [atNewest, setAtNewest] = useState(true);

  const goToNewest = useCallback(() => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
    follows.current = true;
    setAtNewest(true);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another channel or thread starts at its newest line
  useEffect(() => {
    const element = list.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let before = measured(element);
    const follow = () => {
      if (follows.current) element.scrollTop = element.scrollHeight;
      before = measured(element);
    };
    // A card that grows or shrinks scrolls too; only an upward move in unchanged content is a person's.
    const note = () => {
      const { top, height, room } = measured(element);
      const near = height - top - room < nearPx;
      const sameSize = height === before.height && room === before.room;
      if (near) follows.current = true;
      else if (sameSize && top < before.top) follows.current = false;
      setAtNewest(near || follows.current);
      before = measured(element);
    };
    goToNewest();
    // A growing card and a keyboard that covers half the screen count as well as new messages.
    const observer = new ResizeObserver(follow);
    observer.observe(content);
    observer.observe(element);
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, [subject, goToNewest]);

  return { list, atNewest, goToNewest };
}
