/** Shows the progress of an import, which can be canceled until something is written. */
import { ProgressLocation, window } from 'vscode';
import { Cancelled, Slices } from './slices';

const location = ProgressLocation.Notification;

/**
 * Shows a notification with Cancel in the meantime if it's long.
 * @throws Cancelled if the person chose that
 */
export async function inSlices<T>(title: string, isLong: boolean, work: (slices: Slices) => Promise<T>): Promise<T> {
  return isLong
    ? window.withProgress({ location, title, cancellable: true }, (_, token) => work(new Slices(token)))
    : work(new Slices());
}

/** Shows a notification in the meantime that says `message`, if it's long. */
export async function untilWritten<T>(
  title: string,
  message: string,
  isLong: boolean,
  work: () => Promise<T>,
): Promise<T> {
  if (!isLong) {
    return work();
  }
  return window.withProgress({ location, title }, (progress) => {
    progress.report({ message });
    return work();
  });
}

/** What `work` returns; `canceled` where the person canceled it. */
export async function unlessCanceled<T, U>(work: () => Promise<T>, canceled: U): Promise<T | U> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Cancelled) {
      return canceled;
    }
    throw error;
  }
}
