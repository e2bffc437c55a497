import type { ReactNode } from 'react';
import { asString } from '../blocks/app-data.js';
import { Picture } from '../blocks/picture.js';
import { ButtonElement } from './button-element.js';
import { CheckboxesElement } from './checkboxes-element.js';
import type { ElementProps } from './element-props.js';
import { MomentElement } from './moment-element.js';
import { OverflowElement } from './overflow-element.js';
import { PlainTextInput } from './plain-text-input.js';
import { RadioButtonsElement } from './radio-buttons-element.js';
import { SelectElement } from './select-element.js';
import { selectKind } from './select-kinds.js';

/** One interactive element of any block. */
export function Element(props: ElementProps): ReactNode {
  const kind = selectKind(asString(props.element['type']));
  if (kind !== undefined) return <SelectElement {...props} kind={kind} />;
  switch (asString(props.element['type'])) {
    case 'button':
    case 'workflow_button':
      return <ButtonElement {...props} />;
    case 'checkboxes':
      return <CheckboxesElement {...props} />;
    case 'radio_buttons':
      return <RadioButtonsElement {...props} />;
    case 'overflow':
      return <OverflowElement {...props} />;
    case 'datepicker':
    case 'timepicker':
      return <MomentElement {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <PlainTextInput {...props} />;
    case 'image':
      return <Picture image={props.element} />;
    default:
      return (
        <p className="block-unknown">
          This sandbox does not draw elements of type “{asString(props.element['type'])}”.
        </p>
      );
  }
}
