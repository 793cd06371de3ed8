const HIDDEN = '[hidden]'
/** Shorter ones would hide half of every line. */
const SHORTEST_SECRET = 6

/** What looks like a secret wherever it stands: passwords in addresses, credentials of headers, values of telling parameters. */
const TELLING: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@"\\]*):[^\s@"\\]+@/gi, `$1:${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+/g, `$1 ${HIDDEN}`],
  [/([?&#;\s"](?:token|code|state|password|secret|client_secret|session|nahraum_\w+)=)[^&\s"\\;]+/gi, `$1${HIDDEN}`],
]

/** Makes a function that takes secrets out of text: those that are named, as they are, in JSON and in addresses, and what looks like one. */
export function createSecretFilter(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  return (text) => {
    let clean = text
    for (const form of forms) clean = clean.replaceAll(form, HIDDEN)
    for (const [pattern, replacement] of TELLING) clean = clean.replace(pattern, replacement)
    return clean
  }
}

/**
 * An address as it may be written down: without its question, because that may hold tokens and what somebody looked for, and without parts that
 * are long enough to open something (links to drafts and reports have 22 characters and more; ids of the API at most 20).
 */
export function formatPathForLog(url: string): string {
  const [path] = url.split(/[?#;]/, 1)
  return path
    .slice(0, 300)
    .split('/')
    .map((part) => (/^[\w~.%-]{21,}$/.test(part) && !/\.[a-z]{2,6}$/.test(part) ? HIDDEN : part))
    .join('/')
}
