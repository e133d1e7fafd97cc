/**
 * Why something can't be done, is pending, or is the way it is: a code with data, which the program uses, and sentences, which
 * are only shown. Each folder has one table of sentences; nothing compares, cuts, or parses them.
 */

export interface Reason<Code extends string = string, Data = unknown> {
  readonly code: Code;
  readonly data: Data;
  /** Stands alone: a capital and a period. */
  readonly whole: string;
  /** Stands behind a colon or in the status bar: no capital, no period. The whole sentence if there is no other. */
  readonly short: string;
}

/** What a table says for a code: one sentence for all uses, or two. */
export type Words = string | Pick<Reason, 'whole' | 'short'>;

/** A room's table: what is said for each code, from the code's data. */
export type Sentences = Readonly<Record<string, (data: never) => Words>>;

/** The data that a row of a table needs; undefined if it needs none. */
export type DataOf<Row> = Row extends (data: infer Data) => Words ? (unknown extends Data ? undefined : Data) : never;

/** The argument for it. */
export type Given<Row> = DataOf<Row> extends undefined ? [] : [data: DataOf<Row>];

export function reasonOf<Table extends Sentences, Code extends keyof Table & string>(
  table: Table,
  code: Code,
  ...[data]: Given<Table[Code]>
): Reason<Code, DataOf<Table[Code]>> {
  const words = (table[code] as (data: unknown) => Words)(data);
  const { whole, short } = typeof words === 'string' ? { whole: words, short: words } : words;
  return { code, data: data as DataOf<Table[Code]>, whole, short };
}

/** Returns whether both are the same: what is said of them is the same then. */
export function isSameReason(one: Reason | undefined, other: Reason | undefined): boolean {
  return one?.code === other?.code && JSON.stringify(one?.data) === JSON.stringify(other?.data);
}
