/** A reminder as people see it: a notification with one button. */
import { commands, window } from 'vscode';
import type { Reminder } from '../../core/status/reminders';
import type { Surroundings } from './reminders';

/** Shows a reminder; its action is done where the person takes it. */
export async function showReminder({ sentence, incident, action }: Reminder): Promise<void> {
  if (!(await window.showWarningMessage(sentence, action.label))) {
    return;
  }
  try {
    if (action.argument) {
      await commands.executeCommand(`incidentNotes.${action.command}`, { ...action.argument, incident });
    } else {
      // A command that asks is for the active incident.
      await commands.executeCommand('incidentNotes.switch', { incident });
      await commands.executeCommand(`incidentNotes.${action.command}`);
    }
  } catch (error) {
    void window.showWarningMessage(error instanceof Error ? error.message : String(error));
  }
}

/** Time as it passes, and this window. */
export const HERE: Surroundings = {
  now: Date.now,
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return { dispose: () => clearInterval(timer) };
  },
  isFocused: () => window.state.focused,
};
