const hidden = '[redacted]';
/** A longer text is cut: it is somebody else's, and the patterns take their time for each letter. */
const mostLetters = 4_000;

/** Names of facts whose value is never shown. */
const secretName = /token|secret|password|authorization|cookie|api_?key|signature/iu;

/** Texts that are secrets in any place, each with its replacement. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Slack's tokens: xoxb-, xoxp-, xapp-, and those that rotate, xoxe.xoxb- (docs.slack.dev/authentication/tokens).
  [/\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[\w.%-]+/giu, hidden],
  // A response_url, or an incoming webhook, lets whoever has it write.
  [/https?:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"'<>]*/giu, `https://hooks.slack.com/${hidden}`],
  // The user and password of an address.
  [/([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/"'<>]{0,500}@/giu, `$1${hidden}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/giu, `$1 ${hidden}`],
  // A value after its name: in a query, in JSON, in a header. A sentence may say "ZCA_API_TOKEN: it is missing".
  [/\b([\w-]{0,40}(?:token|secret|password|api_?key)=)(?!\[redacted\])[^\s"'&,;}]+/giu, `$1${hidden}`],
  [
    /((?:token|secret|password|api_?key|authorization)["']\s*:\s*["'])(?!\[redacted\])[^"']+/giu,
    `$1${hidden}`,
  ],
  [/\b([\w-]{0,40}(?:token|secret|password|api_?key):\s*)(?!\[redacted\])[^\s"'&,;}]{16,}/giu, `$1${hidden}`],
];

/**
 * Makes a function that takes secrets out of a text: the given ones, and what looks like one.
 * @param secrets words that no line may show
 */
export function redaction(secrets: readonly string[] = []): (text: string) => string {
  // The longest first: one secret may hold another.
  const known = secrets.toSorted((a, b) => b.length - a.length);
  return (text) => {
    const without = known.reduce((left, secret) => left.replaceAll(secret, hidden), text);
    const cut = without.length > mostLetters ? `${without.slice(0, mostLetters)}…` : without;
    return patterns.reduce((left, [pattern, instead]) => left.replace(pattern, instead), cut);
  };
}

/** True if a fact of this name is a secret, whatever its value. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

export { hidden };
