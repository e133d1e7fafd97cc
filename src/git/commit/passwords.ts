/**
 * Finds the passwords that people paste with a command: in an address, an `Authorization` header, `-u user:password`, or
 * `password=…`; also private keys, and tokens with a known prefix. Secretlint's recommended rules don't find these. Prose
 * about a password, and placeholders for one, don't count.
 */

export interface Password {
  /** Offsets in UTF-16 code units: of the password alone. */
  readonly start: number;
  readonly end: number;
  /** After "looks like a". */
  readonly what: 'password' | 'credential' | 'private key';
}

/** What may be a secret, with the place of it in group `secret`. Bounded, as a log of 1 MB is searched too. */
interface Form {
  readonly pattern: RegExp;
  readonly what: Password['what'];
  /** Whether what was found is meant; `before` is what its line has before it, `around` what was found and one character more. */
  readonly isOne: (secret: string, before: string, around: string) => boolean;
}

const QUOTED = String.raw`["'\x60]?`;
/** Also in the languages whose word for it configurations have; `compass` and `bypass` are none. */
const KEY = String.raw`(?:(?<!by|com|sur|tres|first|second)pass(?:word|wd|wort|phrase)?|pwd|(?<![\w-])pw|mot[ _]?de[ _]?passe|contrase\u00f1a|kennwort|senha|wachtwoord|has\u0142o|l\u00f6senord|adgangskode|heslo|parola|\u043f\u0430\u0440\u043e\u043b\u044c|\u30d1\u30b9\u30ef\u30fc\u30c9|\u5bc6[\u7801\u78bc]|\ube44\ubc00\ubc88\ud638)`;
const TOKEN_KEY = String.raw`(?:api[-_]?key|access[-_]?key|client[-_]?secret|secret[-_]?key|account[-_]?key|shared[-_]?access[-_]?key|(?:auth|access|refresh|api)[-_]?token|x-api-key|x-auth-token)`;
/** How the tokens of some services begin, as they document it, with so much behind it that it's no name. */
const TOKENS = [
  String.raw`AIza[\w-]{35}`,
  String.raw`pypi-AgE[\w-]{50,300}`,
  String.raw`rubygems_[a-f0-9]{48}`,
  String.raw`do[opr]_v1_[a-f0-9]{64}`,
  String.raw`ATATT3[\w=-]{60,300}`,
  String.raw`NRAK-[A-Z0-9]{27}`,
  String.raw`sntry[su]_[\w+/=-]{60,300}`,
  String.raw`PMAK-[a-f0-9]{24}-[a-f0-9]{34}`,
  String.raw`xkeysib-[a-f0-9]{64}-\w{16}`,
  String.raw`pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}`,
  String.raw`dp\.(?:pt|st|ct)\.[\w.-]{40,60}`,
  String.raw`sk-proj-[\w-]{40,300}`,
  String.raw`hvs\.[\w-]{24,300}`,
  String.raw`glrt-[\w-]{20,60}`,
  String.raw`AGE-SECRET-KEY-1[0-9A-Z]{58}`,
  String.raw`\d{8,10}:AA[\w-]{33}`,
  // A signed token that says who somebody is (JWT)
  String.raw`eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{16,2000}`,
].join('|');
const VALUE = String.raw`[^\s"'\x60,;&<>()|]{4,200}`;

const FORMS: readonly Form[] = [
  {
    // postgres://app:PASSWORD@db
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@?#"'`<>]{0,64}:(?<secret>[^\s/"'`]{1,200})@(?=[\w[])/dgi,
    what: 'password',
    isOne: (secret) => secret.length > 3,
  },
  {
    // Authorization: Bearer TOKEN, also as a key of JSON, and a bearer token alone
    pattern: new RegExp(
      String.raw`\b(?:(?:proxy-)?authorization${QUOTED}[ \t]{0,4}[:=][ \t]{0,4}${QUOTED}(?:[a-z]{3,10}[ \t]{1,4})?(?:token=)?${QUOTED}|bearer[ \t]{1,4})(?<secret>[\w.~+/:-]{8,4000}={0,2})`,
      'gdi',
    ),
    what: 'credential',
    isOne: (secret) => secret.length > 7 && looksMade(secret),
  },
  {
    // curl -u user:PASSWORD; a container's user and group are none
    pattern: new RegExp(
      String.raw`(?<=^|\s)(?:-[fikLsSv]{0,6}u[ \t]{0,4}|-U[ \t]{1,4}|--(?:proxy-)?user[ \t=]{1,4})${QUOTED}(?<user>[^\s:"'\x60]{1,64}):(?<secret>(?<=['"][^\s:"'\x60]{1,64}:)[^\n"'\x60]{4,200}(?=['"])|[^\s"'\x60]{4,200})`,
      'gdm',
    ),
    what: 'password',
    isOne: (secret, before) =>
      !/^\d+$/.test(secret) &&
      !/\b(?:docker|podman|nerdctl|compose|chown|su)\b/i.test(before) &&
      !/\b(?:sudo|sort|rsync|ls|cp|tar|date)(?:[ \t]+-\w+)*[ \t]*$/i.test(before),
  },
  {
    // password=…, DB_PASSWORD=…, --password …, sshpass -p …, mysql -p…; what calls a function or counts tests is none
    pattern: new RegExp(
      String.raw`(?:${KEY}${QUOTED}[ \t]{0,2}(?:=>?|:=)[ \t]{0,2}|(?<=[\s"'\x60])--(?:\w{1,20}-)?${KEY}[ \t]{1,4}|\bsshpass[ \t]{1,4}-p[ \t]{0,4}|\bmysql\w{0,10}\b[^\n|]{0,100}?\s-p)${QUOTED}(?<secret>${VALUE})`,
      'gdi',
    ),
    what: 'password',
    isOne: (secret, _, around) => !isReference(secret) && !/\($|^pass\W{1,4}(?:\d+|fail\w*|skip\w*)\W?$/i.test(around),
  },
  {
    // password: …, "password": "…" of a configuration; prose after a colon is words
    pattern: new RegExp(String.raw`${KEY}${QUOTED}[ \t]?[:\uff1a][ \t]{0,4}${QUOTED}(?<secret>${VALUE})`, 'gdi'),
    what: 'password',
    isOne: (secret) => secret.length > 5 && looksMade(secret) && !isReference(secret),
  },
  {
    // api_key=…, "client_secret": "…", X-Api-Key: …
    pattern: new RegExp(
      String.raw`${TOKEN_KEY}${QUOTED}[ \t]{0,2}(?:=>?|:)[ \t]{0,4}${QUOTED}(?<secret>${VALUE})`,
      'gdi',
    ),
    what: 'credential',
    isOne: (secret) => secret.length > 11 && looksMade(secret) && !isReference(secret),
  },
  {
    // The password is …
    pattern: new RegExp(String.raw`${KEY}[ \t](?:is|was|ist|est)[ \t:]{1,4}${QUOTED}(?<secret>${VALUE})`, 'gdi'),
    what: 'password',
    isOne: (secret) => secret.length > 7 && looksMade(secret) && !isReference(secret),
  },
  {
    // docker login -p …, redis-cli -a …, ldapsearch -w …, smbclient -U user%…, net use /user:x …, echo … | sudo -S
    pattern: new RegExp(
      String.raw`(?:\b(?:docker|podman|nerdctl|helm|skopeo|oc|az)\b[^\n|]{0,60}\blogin\b[^\n|]{0,100}?\s-p[ \t=]{1,4}|\bredis-cli\b[^\n|]{0,100}?\s-a[ \t]{1,4}|\bldap\w{3,10}\b[^\n|]{0,100}?\s-w[ \t]{1,4}|\bsmbclient\b[^\n|]{0,100}?\s-U[ \t]{1,4}[^\s%]{1,64}%|\bnet use\b[^\n|]{0,100}?\/user:\S{1,64}[ \t]{1,4}|\becho[ \t]{1,4}(?=[^\s|]{4,200}[ \t]{0,4}\|[ \t]{0,4}sudo[ \t]{1,4}-S))${QUOTED}(?<secret>${VALUE})`,
      'gd',
    ),
    what: 'password',
    isOne: (secret) => secret.length > 5 && looksMade(secret) && !isReference(secret),
  },
  {
    // http -a user:…, jdbc:oracle:thin:user/…@
    pattern:
      /(?:\b(?:https?|xh)[ \t][^\n|]{0,60}?(?:-a|--auth)[ \t=]{1,4}[^\s:]{1,64}:|\bjdbc:oracle:\w{2,10}:[^\s:/@]{1,64}\/)(?<secret>[^\s"'`@/]{4,200})/dg,
    what: 'password',
    isOne: looksMade,
  },
  {
    // GITHUB_TOKEN=…, JWT_SECRET: …, token=…; a token of a page isn't secret
    pattern: new RegExp(
      String.raw`(?:\b[A-Z][A-Z0-9_]{0,40}_(?:TOKEN|SECRET|PASS|PW)|(?<![\w-])(?:SECRET|TOKEN|secret|token))${QUOTED}(?:[ \t]{0,2}=[ \t]{0,2}|:[ \t]{1,4})${QUOTED}(?<secret>${VALUE})`,
      'gd',
    ),
    what: 'credential',
    isOne: (secret, _, around) =>
      secret.length > 11 &&
      looksMade(secret) &&
      !isReference(secret) &&
      !/[/@(]|\.\w+\.\w/.test(secret + around.at(-1)),
  },
  {
    // Cookie: session=…, and addresses that are signed
    pattern:
      /(?:\bcookie:[ \t]{0,4}[\w.-]{1,40}=|[?&](?:sig|signature|X-(?:Amz|Goog)-Signature)=)(?<secret>[^\s"'`;,&]{16,600})/dgi,
    what: 'credential',
    isOne: looksMade,
  },
  {
    // machine ci.example.com login deploy password …
    pattern: new RegExp(String.raw`\blogin[ \t]{1,4}\S{1,64}\s{1,4}password[ \t]{1,4}(?<secret>${VALUE})`, 'gdi'),
    what: 'password',
    isOne: looksMade,
  },
  {
    pattern: new RegExp(String.raw`(?<![\w-])(?<secret>${TOKENS})(?![\w-])`, 'gd'),
    what: 'credential',
    isOne: () => true,
  },
  {
    // A private key in any form, also one that's encrypted, written on one line, or cut off
    pattern:
      /(?<secret>-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[^]){60,12000}(?:-----END [A-Z0-9 ]{1,40}-----)?)/dg,
    what: 'private key',
    isOne: (secret) => /[\w+/]{40}/.test(secret),
  },
];

/** In the order of their forms; some may overlap. */
export function findPasswords(text: string): Password[] {
  return FORMS.flatMap(({ pattern, what, isOne }) =>
    [...text.matchAll(pattern)].flatMap((match): Password[] => {
      const { secret, user } = match.groups as { readonly secret: string; readonly user?: string };
      const before = text.slice(Math.max(0, match.index - 200), match.index).replace(/^[^]*\n/, '');
      const around = text.slice(match.index, match.index + match[0].length + 1);
      if (isPlaceholder(secret) || secret === user || !isOne(secret, before, around)) {
        return [];
      }
      const [start, end] = match.indices!.groups!['secret']!;
      return [{ start, end, what }];
    }),
  );
}

/** Returns whether the match of another rule is an address whose password is only a are-in: `postgres://app:REDACTED@db`. */
export function hasPlaceholder(match: string): boolean {
  const secret = /:\/\/[^\s/:@]{0,64}:([^\s/]{1,200})@/.exec(match)?.[1];
  return secret !== undefined && isPlaceholder(secret);
}

const STAND_INS: ReadonlySet<string> = new Set(
  (
    'redacted removed masked hidden omitted censored secret password passwd passphrase pass pwd token key api auth ' +
    'credential credentials changeme change me placeholder example sample dummy value here insert put enter none null nil ' +
    'undefined empty unset missing required optional invalid wrong incorrect correct expired rotated unknown true false ' +
    'todo tbd string your my our the some a an new old db database user username admin app client access bearer basic'
  ).split(' '),
);

/** Returns whether it is in for a secret: `***`, `xxxx`, `<password>`, `${DB_PASSWORD}`, `$PASSWORD`, `REDACTED`, `your-password`. */
function isPlaceholder(secret: string): boolean {
  const bare = secret.replace(/[.,;:!?]+$/, '');
  if (!/[\p{L}\p{N}]/u.test(bare) || /^(.)\1*$/u.test(bare)) {
    return true;
  }
  if (/^(?:<.*>?|\[.*\]?|\{.*\}?|%\w+%|\$[{(].*|\$[A-Z_][A-Z0-9_]*)$/.test(bare)) {
    return true;
  }
  const words = bare
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^x+$/.test(word));
  return words.every((word) => STAND_INS.has(word));
}

/** Returns whether no person would write it in a sentence: it has digits among letters, or capitals inside. */
function looksMade(secret: string): boolean {
  return (
    (/\d/.test(secret) && /[a-z]/i.test(secret)) || /[a-z][A-Z]|[a-z]=+$/.test(secret) || /[!#$%^*]\S/.test(secret)
  );
}

/** Returns whether it says where the secret is rather than what it is: a file, a variable, a call. */
function isReference(value: string): boolean {
  return /^(?:~?\.{0,2}\/|[A-Z]:\\|(?:op|vault|secrets?|ssm|arn|aws|gcp|azure|keyvault):|!(?:vault|ref|sub|secret)\b|ENC\[|(?:process\.env|os\.environ|env|config|settings|secrets|vault|var|local|data|this|self)[.[:])/i.test(
    value,
  );
}
