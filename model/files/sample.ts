/** Whether a file shows what another one is to look like, and is read by nobody: `.env.example`, `sample.env`, `.env.dist`. */
export function isSampleName(file: string): boolean {
  return /(?:^|[\\/._-])(?:examples?|samples?|templates?|tmpl|tpl|dist)(?:\.[^\\/]*)?$/iu.test(file);
}

/**
 * The variables of a sample with asterisks for what only stands for a secret there: `changeme`, `your-password-here`. Whatever could be a
 * real one stays. The text is as long as it was, so that all else stands where it did.
 */
export function withoutFillers(text: string): string {
  return text
    .replace(variable, (whole, before: string, value: string) => (isFiller(value) ? before + hidden(value) : whole))
    .replace(password, (whole, before: string, value: string) => (isFiller(value) ? before + hidden(value) : whole))
    .replace(token, (whole, before: string, value: string) => (isFiller(value) ? hidden(before + value) : whole));
}

/** A variable that is called like a secret. */
const variable =
  /^([ \t]*(?:export[ \t]+)?\w{0,80}(?:pass|pwd|secret|token|key|auth|credential|salt)\w{0,80}[ \t]*=[ \t]*["']?)([^\s"'#][^\n"'#]*)/gimu;
/** The password in an address. */
const password = /(:\/\/[^\s/@:"']*:)([^\s/@"']+)(?=@)/gu;
/** What has the beginning of a token of Vault's. */
const token = /\b(hv[sbr]\.)([\w.-]+)/gu;

function hidden(value: string): string {
  const text = value.trimEnd();
  return value.replace(text, "*".repeat(text.length));
}

/** Nothing but words that ask for another, or one sign over and over. */
function isFiller(value: string): boolean {
  const words = value.trim().split(/[\s._-]+/u);
  return /^\W*(\w)\1*\W*$/u.test(value) || words.every((word) => word === "" || filler.test(word));
}

const filler =
  /^(?:x+|your\w{0,20}|my|the|an?|some|in|to|of|is|it|with|for|here|me|this|insert|replace|change(?:me|it|this|d)?|enter|put|add|fill|paste|set|use|example|sample|dummy|fake|test|demo|todo|tbd|fixme|placeholder|(?:super|very)?secret|password|passwd|pass|pw|pwd|passphrase|token|api|app|db|database|aws|access|client|jwt|vault|key|id|value|string|random|long|user|username|root|admin|guest|postgres|mysql|redis|local|dev|development|foo|bar|baz)\d{0,3}$/iu;
