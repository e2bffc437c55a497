import type { Option } from '../../slack/page-contract.js';
import { asOptions } from '../blocks/app-data.js';
import { type ElementProps, naming } from './element-props.js';
import { OptionWords } from './option-words.js';
import { useElement } from './use-element.js';

export function CheckboxesElement(props: ElementProps) {
  const { state, choose } = useElement(props);
  const options = asOptions(props.element['options']);
  const chosen = asOptions(state['selected_options']).map((option) => option.value);

  const toggle = (option: Option, checked: boolean) => {
    const isChosen = ({ value }: Option) => (value === option.value ? checked : chosen.includes(value));
    const selected = options.filter(isChosen);
    void choose({ type: 'checkboxes', selected_options: selected }, { selected });
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: the label is outside, so a fieldset would have no legend
    <div role="group" className="option-group" {...naming({ ...props, invalid: undefined })}>
      {options.map((option) => (
        <label key={option.value} className="option-line">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option, event.target.checked)}
          />
          <OptionWords option={option} />
        </label>
      ))}
    </div>
  );
}
