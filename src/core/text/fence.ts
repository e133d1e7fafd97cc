/** Code fences at the margin, as CommonMark has them: what stands between them is neither heading nor entry. */

/** An open fence: the character and how many of it. */
export interface Fence {
  readonly marker: string;
}

/** The fence that `line` opens, or undefined. `line` comes without its line end; `indent` is the most spaces before it. */
export function openedFence(line: string, indent: number): Fence | undefined {
  const match = /^( *)(`{3,}|~{3,})(.*)$/s.exec(line);
  if (!match || match[1]!.length > indent || (match[2]!.startsWith('`') && match[3]!.includes('`'))) {
    return undefined;
  }
  return { marker: match[2]! };
}

/** Whether `line` closes `fence`: the same character, at least as often, nothing after it. */
export function closesFence(line: string, fence: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line);
  return match !== null && match[1]!.startsWith(fence.marker);
}
