/** A placeholder in `bot.config.ts` for a value from the environment. */
export interface FromEnv {
  readonly env: string;
  readonly fallback: string | undefined;
  /** The value may be in a file whose path is in `<env>_FILE`. */
  readonly isSecret?: boolean;
  /** As a secret, the value may be in a file; unlike one, it may be shown. */
  readonly isPublic?: boolean;
  /** The variable names a file, whose text is the value. */
  readonly isFile?: boolean;
}

/**
 * The value of an environment variable. If it is unset and has no fallback, the setting that needs it reports this.
 */
export function fromEnv(name: string, fallback?: string): FromEnv {
  return { env: name, fallback };
}

/** As `fromEnv`, for a secret: the value may also be in a file, named by the variable with `_FILE` appended. */
export function secretFromEnv(name: string, fallback?: string): FromEnv {
  return { env: name, fallback, isSecret: true };
}

/** As `fromEnv`; the value may also be in a file, named by the variable with `_FILE` appended. */
export function fromEnvOrFile(name: string, fallback?: string): FromEnv {
  return { env: name, fallback, isSecret: true, isPublic: true };
}

export function isFromEnv(value: unknown): value is FromEnv {
  return typeof value === 'object' && value !== null && 'env' in value && 'fallback' in value;
}

/** The text of a file that the variable names, such as a certificate; empty if it is unset. */
export function fileFromEnv(name: string): FromEnv {
  return { env: name, fallback: '', isFile: true };
}

/** Every placeholder in a part of `bot.config.ts`. */
export function placeholdersIn(part: unknown): FromEnv[] {
  if (isFromEnv(part)) return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(placeholdersIn) : [];
}

/** A setting: a value, or where to find it. It is validated when the bot starts. */
export type Setting = string | number | boolean | readonly (string | number)[] | FromEnv;

export type Section<Names extends string> = { readonly [Name in Names]: Setting };

/** The operator's configuration; docs/configuration.md and `config/schema.ts` explain each setting. */
export interface BotConfig {
  readonly locale: Setting;
  readonly port: Setting;
  readonly host: Setting;
  readonly logLevel: Setting;
  readonly plainHttpHosts: Setting;
  readonly proxy: Section<'url' | 'noProxy'>;
  readonly redis: Section<'url' | 'prefix' | 'keepFinishedDays'>;
  readonly audit: Section<'keys' | 'keepDays'>;
  readonly slack: Section<
    | 'use'
    | 'botToken'
    | 'signingSecret'
    | 'appToken'
    | 'appId'
    | 'apiUrl'
    | 'cardsChannel'
    | 'postsPerSecond'
    | 'updatesPerMinute'
  >;
  readonly zca: Section<
    | 'driver'
    | 'apiUrl'
    | 'accessToken'
    | 'clientCert'
    | 'clientKey'
    | 'authority'
    | 'timeoutMs'
    | 'attempts'
    | 'backoffMs'
    | 'callsPerSecond'
    | 'concurrency'
    | 'ownOa'
    | 'ownApp'
  > & {
    readonly console: Section<
      | 'address'
      | 'otherAddresses'
      | 'logInHosts'
      | 'accountCode'
      | 'sessionFile'
      | 'sessionKey'
      | 'chromiumPath'
      | 'noSandbox'
    > & {
      readonly labels: LabelSettings;
    };
    readonly manual: Section<'operators' | 'pageUrl' | 'remindAfterMinutes'>;
  };
  readonly zalo: Section<
    | 'apiUrl'
    | 'oauthUrl'
    | 'botApiUrl'
    | 'tokens'
    | 'timeoutMs'
    | 'appId'
    | 'appSecret'
    | 'oaId'
    | 'oaSecret'
    | 'tokenKeys'
    | 'botToken'
    | 'botSecret'
    | 'webhookSignedWith'
    | 'webhookMaxAgeMinutes'
    | 'freeWindowHours'
    | 'freeMessages'
    | 'paidMessagesPerMonth'
    | 'botPeople'
    | 'botMessagesPerMonth'
    | 'buttonShape'
  >;
  readonly ops: Section<'channel' | 'port'>;
  readonly events: Section<'url' | 'secrets' | 'file' | 'includeTexts'>;
  /** The accounts of one person; docs/zalo.md says how they are linked. A variable holds the list as JSON. */
  readonly people:
    | FromEnv
    | readonly {
        readonly name: string;
        readonly slack?: string;
        readonly zaloOa?: string;
        readonly zaloBot?: string;
      }[];
  readonly admin: Section<'port' | 'url' | 'people' | 'passphrase' | 'mayChangeQueues'> & {
    readonly oidc: Section<'issuer' | 'clientId' | 'clientSecret'>;
  };
  readonly policy: PolicySettings & {
    readonly budgets: Section<
      'openRequests' | 'asksPerMinute' | 'pressesPerMinute' | 'looksPerMinute' | 'searchesPerMinute'
    >;
    readonly rules: readonly (Partial<PolicySettings> & RuleFor)[];
  };
}

interface PolicySettings
  extends Section<
    | 'approvers'
    | 'requesters'
    | 'channels'
    | 'allowSelfApproval'
    | 'approvals'
    | 'reasonRequired'
    | 'expiresAfterMinutes'
    | 'remindBeforeExpiryMinutes'
    | 'stopWindowSeconds'
    | 'mostAssets'
  > {
  /** Assets that the bot must never unlink: an id, or words of a name, and the explanation for people. */
  readonly protectedAssets: readonly {
    readonly kind?: 'oa' | 'app';
    readonly id?: string;
    readonly name?: string;
    readonly message: string;
  }[];
  /** Assets for which the approver types the last four digits of the id. */
  readonly heavy: {
    readonly verified: boolean;
    readonly names: readonly string[];
    readonly moreThan: number | null;
  };
}

/** The scope of a rule; if several apply, the strictest counts for each setting. */
interface RuleFor {
  readonly kind?: 'oa' | 'app';
  readonly channel?: string;
}

/** Gives `bot.config.ts` its type, so that a misspelt setting does not compile. */
export function defineConfig(config: BotConfig): BotConfig {
  return config;
}

type Wordings = string | readonly string[];
type WordingsByKind = { readonly app?: Wordings; readonly oa?: Wordings };

/** Texts on the console's screen that differ from `config/console-schema.ts`. */
interface LabelSettings {
  readonly startPath?: string;
  readonly menuGroup?: Wordings;
  readonly menu?: Wordings;
  readonly tab?: WordingsByKind;
  readonly search?: Wordings;
  readonly linkedTable?: WordingsByKind;
  readonly nameColumn?: WordingsByKind;
  readonly idColumn?: WordingsByKind;
  readonly nothing?: WordingsByKind;
  readonly unlink?: Wordings;
  readonly confirm?: Wordings;
  readonly nextPage?: Wordings;
  readonly done?: Wordings;
  readonly failed?: Wordings;
  readonly tryAgain?: Wordings;
  readonly working?: Wordings;
  readonly logIn?: Wordings;
  readonly captcha?: Wordings;
  readonly background?: readonly string[];
}
