import { useId } from 'react';
import { asOption, asOptions } from '../blocks/app-data.js';
import { type ElementProps, naming } from './element-props.js';
import { OptionWords } from './option-words.js';
import { useElement } from './use-element.js';

export function RadioButtonsElement(props: ElementProps) {
  const name = useId();
  const { state, choose } = useElement(props);
  const chosen = asOption(state['selected_option'])?.value;
  return (
    <div role="radiogroup" className="option-group" {...naming(props)}>
      {asOptions(props.element['options']).map((option) => (
        <label key={option.value} className="option-line">
          <input
            type="radio"
            name={name}
            checked={option.value === chosen}
            onChange={() =>
              void choose({ type: 'radio_buttons', selected_option: option }, { selected: [option] })
            }
          />
          <OptionWords option={option} />
        </label>
      ))}
    </div>
  );
}
