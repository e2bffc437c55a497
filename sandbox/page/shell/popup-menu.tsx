import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { arrowStep } from './arrow-step.js';

export interface MenuItem {
  key: string;
  words: string;
  pick: () => void;
}

interface PopupMenuProps {
  /** The button's accessible name. */
  label: string;
  items: MenuItem[];
  /** Opens the menu above the button. */
  upwards?: boolean;
  onOpen?: () => void;
  children: ReactNode;
}

/** A button with a menu: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/ */
export function PopupMenu({ label, items, upwards = false, onOpen, children }: PopupMenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    root.current?.querySelector('[role=menu]')?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  const press = (event: KeyboardEvent) => {
    const lines = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = lines.findIndex((line) => line.matches(':focus'));
    const step = arrowStep(event.key);
    if (event.key === 'Escape' && open) close();
    else if (step !== null && open) lines[(at + step + lines.length) % lines.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the keyboard of the button and menu inside
    <div
      ref={root}
      className="menu"
      onKeyDown={press}
      onBlur={(event) => !root.current?.contains(event.relatedTarget) && setOpen(false)}
    >
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => {
          if (!open) onOpen?.();
          setOpen(!open);
        }}
      >
        {children}
      </button>
      {open && (
        <div role="menu" aria-label={label} className={upwards ? 'popup popup-up' : 'popup popup-down'}>
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              role="menuitem"
              className="popup-line"
              onClick={() => {
                close();
                item.pick();
              }}
            >
              {item.words}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
