import { type RefObject, useEffect } from 'react';

/** Brings the message that a link named into sight and gives it the keyboard, once its list has found its place. */
export function useLinkedMessage(linked: boolean, ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!linked) return;
    // The list goes to its newest line in the first frame.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        ref.current?.scrollIntoView({ block: 'center' });
        ref.current?.focus({ preventScroll: true });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [linked, ref]);
}
