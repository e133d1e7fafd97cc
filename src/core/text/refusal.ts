import { reasonOf, type Given, type Reason, type Sentences } from './reason';

/** A refusal that was to be expected: its message is the finished sentence for the user. Anything else thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: Reason;

  constructor(reason: Reason, options?: ErrorOptions) {
    super(reason.whole, options);
    this.reason = reason;
  }

  get code(): string {
    return this.reason.code;
  }
}

/** `throw refusal(CORE_SENTENCES, 'badRole', { role })` */
export function refusal<Table extends Sentences, Code extends keyof Table & string>(
  table: Table,
  code: Code,
  ...data: Given<Table[Code]>
): Refusal {
  return new Refusal(reasonOf(table, code, ...data));
}
