/** Names of files and folders that every system accepts, and that don't lead anywhere else. */

/** `con`, `lpt1.txt`: Windows opens a device. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
// oxlint-disable-next-line no-control-regex -- control characters are among what a name must not hold
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u2028-\u202e\u2066-\u2069\ufeff]/;
/** Half of a character. */
const SURROGATE = /\p{Surrogate}/u;
const LONGEST = 120;

/** Returns whether a folder or file may bear the name: one component, visible, no device, at most 120 bytes of UTF-8. */
export function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    !SURROGATE.test(name) &&
    !/^\.|[. ]$|^ /.test(name) &&
    !FORBIDDEN.test(name) &&
    !DEVICE.test(name) &&
    Buffer.byteLength(name) <= LONGEST
  );
}

/** Returns the nearest safe name: `../a:b.txt` gives `a-b.txt`; `file` if nothing is left. */
export function makeSafeName(name: string): string {
  const visible = name
    .normalize('NFC')
    .replace(new RegExp(`${FORBIDDEN.source}|${SURROGATE.source}`, 'gu'), '-')
    .replace(/^[-. ]+|[. ]+$/g, '');
  const [stem, extension] = splitName(visible);
  const short = cut(DEVICE.test(visible) ? `file-${stem}` : stem, LONGEST - 10 - Buffer.byteLength(extension));
  const safe = (short + extension).replace(/^[. ]+|[. ]+$/g, '');
  return isSafeName(safe) ? safe : 'file';
}

/** `['graph', '.png']`; the second is empty if there is no short extension. */
export function splitName(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= 12 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

function cut(text: string, bytes: number): string {
  let result = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) {
      break;
    }
    result += character;
  }
  return result.trimEnd();
}
