/** The one seed of all that is random in a run: another one each day, or the one in TEST_SEED. */

const given = process.env['TEST_SEED'];

/** Today in UTC as a number, such as 20261129. */
const today = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));

export const SEED = given === undefined || given === '' ? today : Number(given);

if (!Number.isInteger(SEED)) {
  throw new Error(`TEST_SEED isn't a whole number: ${given}`);
}
