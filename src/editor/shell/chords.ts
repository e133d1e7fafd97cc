/**
 * The chord of each command, as the manifest binds it. VS Code doesn't tell an extension which keys a person has chosen
 * instead, or, on a remote machine, which system the keyboard belongs to, so these are the keys for the local machine's
 * system.
 */
import { extensions } from 'vscode';
import type { CommandName } from './contributions';

interface Binding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly args?: unknown;
}

interface Manifest {
  readonly contributes: { readonly keybindings: readonly Binding[] };
}

/** Returns `Alt+I T`, or undefined for a command without a chord. */
export function chordOf(name: CommandName): string | undefined {
  const own = extensions.getExtension('incident-notes.incident-notes');
  const { keybindings } = (own?.packageJSON as Manifest | undefined)?.contributes ?? { keybindings: [] };
  // As in menus, the last binding is the one that's shown.
  const bound = keybindings.findLast(({ command, args }) => command === `incidentNotes.${name}` && args === undefined);
  const key = process.platform === 'darwin' ? bound?.mac : bound?.key;
  return key?.replace(/\w+/g, (part) => part.charAt(0).toUpperCase() + part.slice(1));
}
