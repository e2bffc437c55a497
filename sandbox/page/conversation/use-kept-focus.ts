import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

interface KeptFocus {
  ref: RefObject<HTMLElement | null>;
  onFocus: () => void;
  onBlur: (event: FocusEvent) => void;
}

/** When the focused child disappears, such as a pressed button, its container takes the focus. */
export function useKeptFocus(): KeptFocus {
  const ref = useRef<HTMLElement>(null);
  const inside = useRef(false);
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body)
      ref.current?.focus({ preventScroll: true });
  });
  return {
    ref,
    onFocus: () => {
      inside.current = true;
    },
    onBlur: ({ target }) => {
      // A browser also tells of a blur when the element is taken away; only one that stays was left by the person.
      queueMicrotask(() => {
        if (target.isConnected) inside.current = ref.current?.contains(document.activeElement) ?? false;
      });
    },
  };
}
