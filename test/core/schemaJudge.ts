/** Judges a team's file as an editor does: by the published schema alone, with a validator that isn't ours. */
import fs from 'node:fs';
import { Ajv } from 'ajv';

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });

function judge(name: string): (value: unknown) => string[] {
  const validate = ajv.compile(JSON.parse(fs.readFileSync(`schemas/${name}.json`, 'utf8')) as object);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** What the schema of `process.yaml` finds wrong with plain data. */
export const judgedProcess = judge('process');
/** What the schema of `ownership.yaml` finds wrong with plain data. */
export const judgedOwnership = judge('ownership');
/** What the schema of an exported incident finds wrong with its data. */
export const judgedIncident = judge('incident');
