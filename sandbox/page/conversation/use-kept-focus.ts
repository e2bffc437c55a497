import { type RefObject, useLayoutEffect, useRef } from 'react';

/** When the focused child disappears, for instance a pressed button, its container takes the focus. */
export function useKeptFocus(): RefObject<HTMLElement | null> {
  const ref = useRef<HTMLElement>(null);
  const inside = useRef(false);
  // Not React's own events: it misses those fired while it removes a dialog, which returns the focus.
  useLayoutEffect(() => {
    const container = ref.current;
    if (container === null) return;
    const come = () => {
      inside.current = true;
    };
    const leave = ({ target }: FocusEvent) => {
      // A browser also fires blur when the element is removed; the person has left only an element that stays.
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
