/** All that the property level tells by `law`, but for the histories of clones: each law 10,000 times. */
import '../property/draft.test';
import '../property/fields.test';
import '../property/lineEdits.test';
import '../property/oneKey.test';
import '../property/importing.test';
import '../property/pastedLines.test';
import '../property/olderDrafts.test';
import '../property/postmortem.test';
import '../property/quickFixes.test';
import '../property/record.test';
import '../property/reminders.test';
import '../property/schemas.test';
import '../property/starterLaw.test';
import '../property/typedTime.test';
import '../property/redaction.test';
import '../property/update.test';
import { known } from '../property/law';
import { torture } from './budget';
import { tryLaws } from './tryLaws';

void torture('laws', { count: 10_000 }, (run) => tryLaws(run, known));
