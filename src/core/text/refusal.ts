/** A refusal that was to be expected: its message is the finished sentence for the user. Anything else thrown is a bug. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
