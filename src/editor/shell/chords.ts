/**
 * The chord of each command, as the manifest binds it. VS Code tells an extension neither which keys a person has chosen
 * instead nor, on a remote machine, the system of the keyboard: the keys are those of the machine's own system.
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
