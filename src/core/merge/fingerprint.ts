/** Twelve hexadecimal digits that recognize a text without revealing it. Not for secrets. */

/** Takes the words of a long log, one after another, through the same bytes. */
export class Fingerprints {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);

  of(words: string): string {
    // A unit has at most three bytes; the last word of four is filled with zeros.
    if (words.length * 3 + 4 > this.#bytes.length) {
      this.#bytes = new Uint8Array(words.length * 6 + 8);
      this.#view = new DataView(this.#bytes.buffer);
    }
    const { written } = this.#encoder.encodeInto(words, this.#bytes);
    this.#bytes.fill(0, written, written + 4);
    return mixed(this.#view, written);
  }
}

function mixed(bytes: DataView, length: number): string {
  let one = 0xdeadbeef | 0;
  let other = length | 0;
  for (let at = 0; at < length; at += 4) {
    const four = bytes.getInt32(at, true);
    one = Math.imul(((one << 13) | (one >>> 19)) ^ four, 2_654_435_761);
    other = Math.imul(((other << 15) | (other >>> 17)) ^ four, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return hex(other >>> 8) + hex(other) + hex(one >>> 24) + hex(one >>> 16) + hex(one >>> 8) + hex(one);
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Returns the two digits of the last byte. */
function hex(word: number): string {
  return BYTES[word & 255]!;
}
