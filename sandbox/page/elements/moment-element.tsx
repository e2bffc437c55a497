import { useRef, useState } from 'react';
import { asString } from '../blocks/app-data.js';
import { type ElementProps, naming } from './element-props.js';
import { useElement } from './use-element.js';

/** A date typed by keyboard passes through the years 0002, 0020 and 0202 on its way to 2026. */
const typingPauseMs = 700;

/** A day (`datepicker`) or a time of day (`timepicker`). */
export function MomentElement(props: ElementProps) {
  const type = asString(props.element['type']);
  const field = type === 'datepicker' ? 'selected_date' : 'selected_time';
  const { state, choose } = useElement(props);
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const settle = async (typed: string) => {
    await choose({ type, [field]: typed || null }, { typed });
    setDraft(null); // shows the old moment again if the person refused the confirm dialog
  };

  const change = (typed: string) => {
    setDraft(typed);
    clearTimeout(timer.current);
    if (props.dispatches) timer.current = setTimeout(() => void settle(typed), typingPauseMs);
    else void settle(typed);
  };

  return (
    <input
      {...naming(props)}
      className="text-field moment-field"
      type={type === 'datepicker' ? 'date' : 'time'}
      value={draft ?? asString(state[field])}
      onChange={(event) => change(event.target.value)}
    />
  );
}
