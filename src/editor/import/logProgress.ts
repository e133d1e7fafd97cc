/** Shows that an import goes on, and lets the person cancel it. */
import { ProgressLocation, window } from 'vscode';
import { Cancelled, Slices } from './slices';

/** Shows a notification with Cancel meanwhile if it's long; undefined where the person took that. */
export async function inSlices<T>(
  title: string,
  isLong: boolean,
  work: (slices: Slices) => Promise<T>,
): Promise<T | undefined> {
  if (!isLong) {
    return work(new Slices());
  }
  const location = ProgressLocation.Notification;
  return window
    .withProgress({ location, title, cancellable: true }, (_progress, token) => work(new Slices(token)))
    .then(undefined, (error: unknown) => {
      if (error instanceof Cancelled) {
        return undefined;
      }
      throw error;
    });
}
