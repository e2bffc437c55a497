import type {
  AllMiddlewareArgs,
  AnyMiddlewareArgs,
  App,
  BlockAction,
  GlobalShortcut,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';

type Listener<Args> = (args: Args & AllMiddlewareArgs) => Promise<void>;
type OnCommand = Listener<SlackCommandMiddlewareArgs>;
type OnEvent = Listener<SlackEventMiddlewareArgs>;
type OnPress = Listener<SlackActionMiddlewareArgs<BlockAction>>;
type OnDialog = Listener<SlackViewMiddlewareArgs<ViewSubmitAction>>;
type OnOptions = Listener<SlackOptionsMiddlewareArgs<'block_suggestion'>>;
type OnShortcut = Listener<SlackShortcutMiddlewareArgs<GlobalShortcut>>;

/**
 * The listeners by what a delivery names. Bolt asks each of its own listeners about every delivery, which costs more
 * than all else it does; these are one middleware, which looks its listener up.
 */
export class Listeners {
  readonly #commands = new Map<string, OnCommand>();
  readonly #events = new Map<string, OnEvent>();
  readonly #presses = new Map<string, OnPress>();
  readonly #pressesLike: (readonly [RegExp, OnPress])[] = [];
  readonly #dialogs = new Map<string, OnDialog>();
  readonly #optionsLike: (readonly [RegExp, OnOptions])[] = [];
  readonly #shortcuts = new Map<string, OnShortcut>();

  constructor(app: App) {
    app.use(async (args) => {
      const heard = this.#hear(args);
      await (heard ?? args.next());
    });
  }

  command(name: string, listener: OnCommand): void {
    this.#commands.set(name, listener);
  }

  event(type: string, listener: OnEvent): void {
    this.#events.set(type, listener);
  }

  action(id: string | RegExp, listener: OnPress): void {
    if (typeof id === 'string') this.#presses.set(id, listener);
    else this.#pressesLike.push([id, listener]);
  }

  view(callbackId: string, listener: OnDialog): void {
    this.#dialogs.set(callbackId, listener);
  }

  options(actionId: RegExp, listener: OnOptions): void {
    this.#optionsLike.push([actionId, listener]);
  }

  shortcut(callbackId: string, listener: OnShortcut): void {
    this.#shortcuts.set(callbackId, listener);
  }

  /** Undefined when nobody listens for it. */
  #hear(args: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> | undefined {
    if ('command' in args) return this.#commands.get(args.command.command)?.(args);
    if ('event' in args) return this.#events.get(args.event.type)?.(args);
    if (isPress(args)) return this.#onPress(args.action.action_id)?.(args);
    if (isSubmission(args)) return this.#dialogs.get(args.view.callback_id)?.(args);
    if (isSuggestion(args)) return like(this.#optionsLike, args.options.action_id)?.(args);
    return isGlobalShortcut(args) ? this.#shortcuts.get(args.shortcut.callback_id)?.(args) : undefined;
  }

  #onPress(id: string): OnPress | undefined {
    return this.#presses.get(id) ?? like(this.#pressesLike, id);
  }
}

type Any = AnyMiddlewareArgs & AllMiddlewareArgs;

function isPress(args: Any): args is SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs {
  return 'action' in args && 'action_id' in args.action;
}

function isSubmission(args: Any): args is SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs {
  return 'view' in args && args.body.type === 'view_submission';
}

function isSuggestion(args: Any): args is SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs {
  return 'options' in args && args.options.type === 'block_suggestion';
}

function isGlobalShortcut(
  args: Any,
): args is SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs {
  return 'shortcut' in args && args.shortcut.type === 'shortcut';
}

function like<T>(listeners: readonly (readonly [RegExp, T])[], id: string): T | undefined {
  return listeners.find(([pattern]) => pattern.test(id))?.[1];
}
