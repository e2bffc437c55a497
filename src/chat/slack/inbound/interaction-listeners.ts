import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';

export type PressListener = (
  args: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs,
) => Promise<void>;
export type DialogListener = (
  args: SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs,
) => Promise<void>;

/**
 * The listeners for presses, by action id, and for dialogs, by callback id. Bolt asks every listener about every
 * delivery, so to Bolt these are two, which look their own up.
 */
export class InteractionListeners {
  readonly #presses = new Map<string, PressListener>();
  readonly #pressesLike: (readonly [RegExp, PressListener])[] = [];
  readonly #dialogs = new Map<string, DialogListener>();

  constructor(app: App) {
    app.action<BlockAction>(/^/u, async (args) => this.#pressListener(args.action.action_id)?.(args));
    app.view<ViewSubmitAction>(/^/u, async (args) => this.#dialogs.get(args.view.callback_id)?.(args));
  }

  action(id: string | RegExp, listener: PressListener): void {
    if (typeof id === 'string') this.#presses.set(id, listener);
    else this.#pressesLike.push([id, listener]);
  }

  view(callbackId: string, listener: DialogListener): void {
    this.#dialogs.set(callbackId, listener);
  }

  #pressListener(id: string): PressListener | undefined {
    return this.#presses.get(id) ?? this.#pressesLike.find(([pattern]) => pattern.test(id))?.[1];
  }
}
