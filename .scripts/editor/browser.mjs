/** The browser for the tests that look at the interface. */
import { provide } from './system.mjs';

/** @returns {Promise<string>} its path @throws Failure when there is none and none can be installed */
export async function browser() {
  const [file = ''] = await provide('browser');
  return file;
}
