import { cutText } from './cut-text.js';

/** A button. A press sends `payload` as if the person had typed it, so it must be checked like any text. */
export interface ZaloButton {
  readonly title: string;
  readonly payload: string;
}

export interface OaText {
  readonly text: string;
  readonly buttons?: readonly ZaloButton[];
  /** The id of the message to quote. */
  readonly quotes?: string;
}

/**
 * `text`: the buttons are attached to a text. `template`: the text is part of a template. Zalo's documents do not
 * settle which one `v3.0/oa/message/cs` takes.
 */
export type ButtonShape = 'text' | 'template';

/** From public code; Zalo's own appendix was not read. */
const limits = { buttons: 5, title: 100, payload: 1_000 };

/** The `message` of each call that a text needs, in order: the first quotes, the last has the buttons. */
export function oaMessages({ text, buttons = [], quotes }: OaText, shape: ButtonShape): readonly object[] {
  const parts = cutText(text);
  return parts.map((part, index) => ({
    ...(index === 0 && quotes !== undefined ? { quote_message_id: quotes } : {}),
    ...(index === parts.length - 1 && buttons.length > 0
      ? withButtons(part, buttons.map(buttonOf), shape)
      : { text: part }),
  }));
}

function withButtons(text: string, buttons: readonly object[], shape: ButtonShape): object {
  if (buttons.length > limits.buttons) throw new RangeError(`Zalo takes ${limits.buttons} buttons at most`);
  return shape === 'text'
    ? { text, attachment: { type: 'template', payload: { buttons } } }
    : { attachment: { type: 'template', payload: { template_type: 'button', text, buttons } } };
}

function buttonOf({ title, payload }: ZaloButton): object {
  if (payload.length > limits.payload) throw new RangeError('a cut payload would mean something else');
  return { title: [...title].slice(0, limits.title).join(''), type: 'oa.query.hide', payload };
}
