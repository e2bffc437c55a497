import { type ChangeEvent, type KeyboardEvent, useRef } from 'react';
import { asData, asNumber, asString } from '../blocks/app-data.js';
import { type ElementProps, naming, placeholderOf } from './element-props.js';
import { useElement } from './use-element.js';

const typingPauseMs = 300;
const htmlTypes: Record<string, string> = { email_text_input: 'email', url_text_input: 'url' };

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Typed text: one line or many, an e-mail address, a URL, a number. */
export function PlainTextInput(props: ElementProps) {
  const { element, dispatches } = props;
  const type = asString(element['type']);
  const { state, keep, remember, choose } = useElement(props);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const triggers = asData(element['dispatch_action_config'])['trigger_actions_on'];
  const tellsWhileTyping = Array.isArray(triggers) && triggers.includes('on_character_entered');

  const change = (event: ChangeEvent<Field>) => {
    const typed = event.target.value;
    keep({ type, value: typed || null });
    clearTimeout(timer.current);
    if (!dispatches || !tellsWhileTyping) return;
    timer.current = setTimeout(() => void choose(null, { typed }), typingPauseMs);
  };

  const pressEnter = (event: KeyboardEvent<Field>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !dispatches) return;
    event.preventDefault(); // tells the app; must not also submit the view
    void choose(null, { typed: event.currentTarget.value });
  };

  const attributes = {
    ...naming(props),
    className: 'text-field',
    placeholder: placeholderOf(element),
    maxLength: asNumber(element['max_length']),
    value: asString(state['value']),
    onChange: change,
    onBlur: () => !dispatches && remember({ typed: asString(state['value']) }),
  };
  if (element['multiline'] === true) return <textarea {...attributes} rows={4} />;
  return (
    <input
      {...attributes}
      type={htmlTypes[type] ?? 'text'}
      inputMode={type === 'number_input' ? 'decimal' : undefined}
      autoComplete="off"
      onKeyDown={pressEnter}
    />
  );
}
