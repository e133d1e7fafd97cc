/** Registers the commands that keep what is secret off a branch or a remote. */
import type { EntryTools } from '../entries/register';
import type { RecordParts } from '../records/register';
import type { HandlersOf } from '../shell/commands';
import { Guarding } from './guarding';
import type { SecretGuard } from './secretGuard';
import { Securing } from './securing';

export function registerSecurity(
  { records, writer, writing }: EntryTools,
  { committer, repositories, files }: RecordParts,
  secrets: SecretGuard,
): HandlersOf<'markSecurity' | 'decideSecret'> {
  const securing = new Securing(records, writing, repositories);
  const guarding = new Guarding(records, writer, committer, secrets, files);
  return {
    markSecurity: (invocation) => securing.markSecurity(invocation),
    decideSecret: (invocation) => guarding.decideSecret(invocation),
  };
}
