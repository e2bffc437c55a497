import { type KeyboardEvent, useId, useState } from 'react';
import type { Option } from '../../slack/page-contract.js';
import { arrowStep } from '../shell/arrow-step.js';
import { plainWords } from '../text/text-object.js';
import { ChosenOptions } from './chosen-options.js';
import type { naming } from './element-props.js';
import { OptionPopup } from './option-popup.js';
import { type Find, useOptionSearch } from './use-option-search.js';

interface ComboboxProps {
  naming: ReturnType<typeof naming>;
  placeholder: string;
  multiple: boolean;
  /** The maximum number of chosen options. */
  most: number;
  chosen: Option[];
  find: Find;
  pauseMs: number;
  minQueryLength: number;
  onChange: (chosen: Option[]) => void;
}

/** A text field with the matching options below: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function Combobox(props: ComboboxProps) {
  const { multiple, chosen, onChange, minQueryLength } = props;
  const listId = useId();
  const search = useOptionSearch(props.find);
  /** The typed text, or null while the list is closed. */
  const [query, setQuery] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const open = query !== null;
  const tooShort = (query ?? '').length < minQueryLength;
  const options = tooShort ? [] : search.groups.flatMap((group) => group.options);

  const ask = (text: string, pauseMs: number) => {
    setQuery(text);
    setActive(0);
    if (text.length >= minQueryLength) search.ask(text, pauseMs);
  };
  const show = () => !open && ask('', 0);
  const hide = () => setQuery(null);

  const pick = (option: Option) => {
    const others = chosen.filter(({ value }) => value !== option.value);
    if (!multiple) onChange([option]);
    else if (others.length < chosen.length) onChange(others);
    else if (chosen.length < props.most) onChange([...chosen, option]);
    if (!multiple) hide();
  };

  const press = (event: KeyboardEvent) => {
    const step = arrowStep(event.key);
    const highlighted = options[active];
    if (step !== null && !open) show();
    else if (step !== null) setActive((active + step + options.length) % Math.max(options.length, 1));
    else if (event.key === 'Enter' && open && highlighted) pick(highlighted);
    else if (event.key === 'Escape' && open) hide();
    else if (event.key === 'Backspace' && multiple && query === '') onChange(chosen.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const closedWords = multiple ? '' : plainWords(chosen[0]?.text);
  return (
    <div className="combobox">
      {multiple && <ChosenOptions chosen={chosen} onChange={onChange} />}
      <input
        {...props.naming}
        className="text-field combobox-field"
        role="combobox"
        type="text"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={listId}
        aria-activedescendant={open && options.length > 0 ? `${listId}${active}` : undefined}
        placeholder={props.placeholder || 'Choose'}
        value={query ?? closedWords}
        onChange={(event) => ask(event.target.value, props.pauseMs)}
        onClick={show}
        onBlur={hide}
        onKeyDown={press}
      />
      {open && (
        <OptionPopup
          id={listId}
          multiple={multiple}
          groups={tooShort ? [] : search.groups}
          chosen={chosen}
          active={active}
          emptyWords={emptyWords(tooShort, search.searching, minQueryLength)}
          onPick={pick}
        />
      )}
    </div>
  );
}

function emptyWords(tooShort: boolean, searching: boolean, minQueryLength: number): string {
  if (tooShort) return minQueryLength === 1 ? 'Type to search' : `Type ${minQueryLength} letters or more`;
  return searching ? 'Searching…' : 'Nothing found';
}
