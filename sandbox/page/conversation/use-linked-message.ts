import { type RefObject, useEffect } from 'react';

/** Scrolls to the message that a link names and focuses it, once the list has its scroll position. */
export function useLinkedMessage(linked: boolean, ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!linked) return;
    // In the first frame, the list scrolls to its newest line.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        ref.current?.scrollIntoView({ block: 'center' });
        ref.current?.focus({ preventScroll: true });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [linked, ref]);
}
