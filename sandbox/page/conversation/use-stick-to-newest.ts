import { type RefObject, useEffect, useRef } from 'react';

const NEAR_PX = 80;

/** Keeps a scrolling list at its newest line, unless the person has scrolled up to read. */
export function useStickToNewest(subject: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another channel or thread starts at its newest line
  useEffect(() => {
    const element = list.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let atNewest = true;
    const follow = () => {
      if (atNewest) element.scrollTop = element.scrollHeight;
    };
    const note = () => {
      atNewest = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    };
    // A growing card and a keyboard that covers half the screen both count, not only new messages.
    const observer = new ResizeObserver(follow);
    observer.observe(content);
    observer.observe(element);
    element.addEventListener('scroll', note, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', note);
    };
  }, [subject]);

  return list;
}
