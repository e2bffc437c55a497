import { type AppData, asString } from '../blocks/app-data.js';
import { plainWords } from '../text/text-object.js';

export interface ElementProps {
  element: AppData;
  blockId: string;
  /** The app hears of a choice at once; otherwise the choice waits until the view is submitted. */
  dispatches: boolean;
  /** The id of the text that names the element. */
  labelId?: string | undefined;
  /** The control's id, so that a label can point to it. */
  controlId?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
}

export function placeholderOf(element: AppData): string {
  return plainWords(element['placeholder']);
}

/** Attributes that give a control its accessible name, description and validity. */
export function naming({ element, labelId, controlId, describedBy, invalid }: ElementProps) {
  return {
    id: controlId,
    'aria-labelledby': labelId,
    'aria-label': labelId === undefined ? placeholderOf(element) || asString(element['type']) : undefined,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
  };
}
