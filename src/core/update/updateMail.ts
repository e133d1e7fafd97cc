/** Opens a draft in the person's mail program. Knows the form of a `mailto:` URI, not how it's opened. */

export interface Mail {
  readonly subject: string;
  /** Lines end with `\n`. */
  readonly body: string;
  /** Addresses with commas between them; absent if the person chooses. */
  readonly to?: string;
}

/** Some systems and mail programs cut off what is longer. */
const LONGEST = 2_000;

/** `mailto:a@example.org?subject=…&body=…`; undefined if it would be too long, so that the clipboard has to serve. */
export function mailtoUri({ subject, body, to = '' }: Mail): string | undefined {
  const addresses = to
    .split(',')
    .map((address) => encode(address.trim()).replaceAll('%40', '@'))
    .filter((address) => address !== '');
  const lines = body.replace(/\r\n?|\n/g, '\r\n');
  const uri = `mailto:${addresses.join(',')}?subject=${encode(subject.replace(/\s+/g, ' '))}&body=${encode(lines)}`;
  return uri.length > LONGEST ? undefined : uri;
}

/** Half a character, which a URI can't hold, becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(
    text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  );
}
