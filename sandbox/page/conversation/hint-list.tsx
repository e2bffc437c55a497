import type { Hint } from './composer-hints.js';

interface HintListProps {
  id: string;
  hints: Hint[];
  active: number;
  onPick: (hint: Hint) => void;
}

export function HintList({ id, hints, active, onPick }: HintListProps) {
  return (
    <div role="listbox" id={id} className="popup popup-up hint-list" aria-label="Commands" tabIndex={-1}>
      {hints.map((hint, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keyboard
        <div
          key={hint.insert}
          id={`${id}${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === active}
          className={place === active ? 'popup-line popup-line-active' : 'popup-line'}
          onPointerDown={(event) => event.preventDefault()} // keeps the focus in the composer
          onClick={() => onPick(hint)}
        >
          <span>
            <strong>{hint.title}</strong> <small>{hint.description}</small>
          </span>
        </div>
      ))}
    </div>
  );
}
