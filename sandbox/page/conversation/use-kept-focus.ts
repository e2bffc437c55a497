import { type RefObject, useLayoutEffect, useRef } from 'react';

/** When the focused child disappears, such as a pressed button, its container takes the focus. */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  const inside = useRef(false);
  // Not React's own events: it hears of none while it takes a dialog away, which gives the focus back.
  useLayoutEffect(() => {
    const container = ref.current;
    if (container === null) return;
    const come = () => {
      inside.current = true;
    };
    const leave = ({ target }: FocusEvent) => {
      // A browser also tells of a blur when the element is taken away; only one that stays was left by the person.
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected)
          inside.current = container.contains(document.activeElement);
      });
    };
    container.addEventListener('focusin', come);
    container.addEventListener('focusout', leave);
    return () => {
      container.removeEventListener('focusin', come);
      container.removeEventListener('focusout', leave);
    };
  }, []);
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body)
      ref.current?.focus({ preventScroll: true });
  });
  return ref;
}
