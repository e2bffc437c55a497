import { useEffect, useRef } from 'react';
import type { Option } from '../../slack/page-contract.js';
import type { OptionGroup } from './option-groups.js';
import { OptionWords } from './option-words.js';

interface OptionPopupProps {
  id: string;
  multiple: boolean;
  groups: OptionGroup[];
  chosen: Option[];
  /** The highlighted option's index, counted across all groups. */
  active: number;
  emptyWords: string;
  onPick: (option: Option) => void;
}

export function OptionPopup({ id, multiple, groups, chosen, active, emptyWords, onPick }: OptionPopupProps) {
  const popup = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other options give the popup another height
  useEffect(() => {
    // The braces are needed: newer browsers return a promise, which React would take for the clean-up.
    popup.current?.scrollIntoView({ block: 'nearest' });
  }, [groups]);
  let place = -1;
  const line = (option: Option) => {
    place += 1;
    return (
      <OptionLine
        key={option.value}
        id={`${id}${place}`}
        option={option}
        selected={chosen.some(({ value }) => value === option.value)}
        active={place === active}
        onPick={onPick}
      />
    );
  };
  return (
    <div className="popup option-popup" ref={popup}>
      <div
        role="listbox"
        id={id}
        aria-multiselectable={multiple || undefined}
        aria-label="Options"
        tabIndex={-1}
      >
        {groups.map(({ label, options }) =>
          label === '' ? (
            options.map(line)
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a listbox cannot contain a fieldset
            <div key={label} role="group" aria-label={label}>
              <div className="option-group-label" aria-hidden="true">
                {label}
              </div>
              {options.map(line)}
            </div>
          ),
        )}
      </div>
      {groups.every(({ options }) => options.length === 0) && (
        <p className="popup-empty" role="status">
          {emptyWords}
        </p>
      )}
    </div>
  );
}

interface OptionLineProps {
  id: string;
  option: Option;
  selected: boolean;
  active: boolean;
  onPick: (option: Option) => void;
}

function OptionLine({ id, option, selected, active, onPick }: OptionLineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox field has the keyboard
    <div
      ref={line}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={active ? 'popup-line popup-line-active' : 'popup-line'}
      onPointerDown={(event) => event.preventDefault()} // keeps the focus in the field
      onClick={() => onPick(option)}
    >
      <OptionWords option={option} />
      {selected && <span aria-hidden="true">✓</span>}
    </div>
  );
}
