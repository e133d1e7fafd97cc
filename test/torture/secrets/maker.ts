/** Makes up texts: the same for the same seed. */
import { seeded } from '../versions/member';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

export class Maker {
  readonly below: (limit: number) => number;

  constructor(seed: number) {
    this.below = seeded(seed);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  of(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]!).join('');
  }

  hex(length: number): string {
    return this.of(`${DIGITS}abcdef`, length);
  }

  upper(length: number): string {
    return this.of(UPPER + DIGITS, length);
  }

  word62(length: number): string {
    // Never without a digit and both cases, which no word made at random would lack.
    return `a7K${this.of(LOWER + UPPER + DIGITS, length - 3)}`;
  }

  base64(length: number): string {
    return `a7K${this.of(`${LOWER}${UPPER}${DIGITS}+/`, length - 3)}`;
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.hex(length)).join('-');
  }

  /** As a person makes one. */
  password(): string {
    const word = this.pick(['Winter', 'horse', 'Checkout', 'falcon', 'Rosebud', 'tr0mbone']);
    return `${word}${this.pick(['!', '#', '-', '_', ''])}${this.below(9000) + 1000}${this.pick(['', '!', 'x'])}`;
  }

  ip(): string {
    return `10.${this.below(256)}.${this.below(256)}.${this.below(256)}`;
  }
}
