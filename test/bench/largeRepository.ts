/** Repositories as large as those of big companies' applications. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepository, type TestRepository } from '../git/repositories';

/** A repository of so many small files beside the usual ones, packed; in a folder of its own where none is named. */
export async function makeLarge(files: number, at?: string): Promise<TestRepository> {
  const made = await makeRepository(at);
  await made.git('config', 'gc.auto', '0');
  // As git is where a person works: the test's own configuration does without.
  await made.git('config', 'core.fsync', 'committed,-loose-object');
  await made.git('config', 'maintenance.auto', 'true');
  for (let folder = 0; folder * 100 < files; folder++) {
    const path = join(made.root, 'src', `package-${folder % 50}`, `part-${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < Math.min(100, files - folder * 100); file++) {
      writeFileSync(join(path, `file-${file}.ts`), `${folder} ${file}`);
    }
  }
  await made.git('add', '.');
  await made.git('commit', '-qm', 'Many');
  await made.git('gc', '-q');
  return made;
}
