/** The commands for messages that go out: filled from the record, copied or emailed, and logged in the timeline. */
import { env, window, type TextDocument, type Uri } from 'vscode';
import { templateVocabulary, type Process } from '../../core/process/process';
import type { IncidentRecord } from '../../core/record/record';
import { wakingTip } from '../../core/status/tips';
import {
  audienceProblem,
  chooseTemplate,
  fitsMoment,
  gapsProblem,
  isFollowUpTo,
  isOutside,
  messageZone,
  templateNamed,
  ticketTemplate,
  updateMoment,
} from '../../core/update/updateChoice';
import { describeDue, dueUpdates } from '../../core/status/updateClock';
import { templateFacts } from '../../core/update/updateFacts';
import { fillTemplate, gapsIn, type FilledTemplate } from '../../core/update/updateFilling';
import { mailtoUri } from '../../core/update/updateMail';
import { checkFields } from '../../core/template/updatePlaceholders';
import { templateLabel, type UpdateTemplate } from '../../core/template/updateTemplate';
import { withOwnTemplates } from '../../core/template/updateTemplateFile';
import { FORMS, readArgument, type Invocation, type WayOut } from '../shell/arguments';
import { settledInstant, type Authored, type EntryWriting, type Written } from '../entries/entryWriting';
import type { EntryTools } from '../entries/register';
import type { Log } from '../shell/log';
import { readOwnTemplates } from '../process/ownTemplates';
import type { Processes } from '../records/processes';
import { askChoice, askText, type Choice } from '../shell/prompts';
import { idOf } from '../records/recordFolders';
import type { RecordList } from '../records/recordList';
import type { RecordPages } from '../sync/recordPages';
import type { RecordWriter } from '../records/recordWriter';
import { localZone } from '../shell/settings';
import { needTarget, promptTitle } from '../records/target';
import { textOf, type UpdateDraft, type UpdateDrafts } from './updateDrafts';
import { reasonOf } from '../../core/text/reason';
import { Refusal, refusal } from '../../core/text/refusal';
import { EDITOR_SENTENCES } from '../shell/sentences';
import { say, sayWords } from '../../core/words/say';

export interface SentUpdate extends Written {
  /** As it was copied or mailed. */
  readonly text: string;
  /** One line, for an email. */
  readonly subject: string;
  /** How it went out: an email that couldn't be opened is on the clipboard. */
  readonly to: WayOut;
}

/** A text on its way out. */
interface OutgoingMessage {
  /** The record's path. */
  readonly path: string;
  readonly audience: string;
  readonly subject: string;
  readonly text: string;
}

/** The template by which somebody is called, perhaps out of bed. */
const PAGE = 'page';

export class Updating {
  readonly #processes: Processes;
  readonly #records: RecordList;
  readonly #writer: RecordWriter;
  readonly #writing: EntryWriting;
  readonly #drafts: UpdateDrafts;
  readonly #pages: RecordPages;
  readonly #log: Log;
  /** Drafts that went out, which close in a moment. */
  readonly #sent = new WeakSet<TextDocument>();

  constructor({ processes, records, writer, writing }: EntryTools, drafts: UpdateDrafts, pages: RecordPages, log: Log) {
    this.#processes = processes;
    this.#records = records;
    this.#writer = writer;
    this.#writing = writing;
    this.#drafts = drafts;
    this.#pages = pages;
    this.#log = log;
  }

  /** With an argument the update goes out as it is filled; without one it opens as a draft, and nothing is written yet. */
  async update(invocation: Invocation): Promise<SentUpdate | undefined> {
    const given = readArgument(FORMS.update, invocation);
    const target = await needTarget(this.#records, given.incident, say`Write an update`);
    if (!target) {
      return undefined;
    }
    const { path } = target;
    const instant = settledInstant(given, undefined, invocation.instant);
    const record = await this.#writer.readWhole(path);
    const process = this.#processes.of(record, path);
    checkFields(given.fields ?? {}, templateVocabulary(process));
    const templates = await this.#templates(path, process);
    const template =
      given.template === undefined
        ? await this.#askTemplate(path, record, templates, instant)
        : templateNamed(templates, given.template);
    if (!template) {
      return undefined;
    }
    const { audience } = template;
    refuseOpen(this.#processes, record, path, audience);
    const { filled, subject } = await this.#fill(path, record, template, given, instant);
    if (!invocation.argument) {
      await this.#drafts.show(path, template, filled, subject);
      return undefined;
    }
    const gaps = [...filled.gaps, ...(given.to === 'mail' ? filled.subjectGaps : [])].map(({ name }) => name);
    if (gaps.length > 0 && given.gaps !== 'send' && isOutside(process, audience)) {
      throw new Refusal(gapsProblem(template.name, audience, gaps));
    }
    return this.#send({ path, audience, subject, text: filled.text }, given, given.to ?? 'clipboard', instant);
  }

  /**
   * The text for what is left to do after an incident that was none, for that reason; `opens` shows it as a draft. Undefined
   * where the process has none, and where it would tell of a security incident.
   */
  async nextDayTicket(
    path: string,
    given: Authored,
    { reason, instant, opens }: { readonly reason: string; readonly instant: number; readonly opens: boolean },
  ): Promise<string | undefined> {
    const record = await this.#writer.readWhole(path);
    const process = this.#processes.of(record, path);
    const name = ticketTemplate(process, reason);
    const template = (await this.#templates(path, process)).find((known) => known.name === name);
    if (!template || audienceProblem(record, process, template.audience) !== undefined) {
      return undefined;
    }
    const { filled, subject } = await this.#fill(path, record, template, given, instant);
    if (opens) {
      await this.#drafts.show(path, template, filled, subject);
    }
    return filled.text;
  }

  /** Sends the draft in the active editor, and closes it. */
  async sendUpdate(invocation: Invocation): Promise<SentUpdate | undefined> {
    const given = readArgument(FORMS.sendUpdate, invocation);
    const active = this.#drafts.active;
    if (!active) {
      throw refusal(EDITOR_SENTENCES, 'noDraft');
    }
    const { document, draft } = active;
    if (this.#sent.has(document)) {
      return undefined;
    }
    const { path, template } = draft;
    const to = given.to ?? (invocation.argument ? 'clipboard' : await this.#askWay(path, draft.subject));
    const subject = to && (given.gaps === 'send' ? draft.subject : await this.#passGaps(document, draft, to));
    // A key that is pressed twice sends once.
    if (to === undefined || subject === undefined || this.#sent.has(document)) {
      return undefined;
    }
    this.#sent.add(document);
    try {
      const text = textOf(document);
      const open = await this.#isOpen(path, template.audience);
      const message = { path, audience: template.audience, subject, text };
      const sent = await this.#send(message, given, to, settledInstant(given, undefined, invocation.instant));
      // It stays as long as a question is on the screen, and what was sent is said at once.
      void this.#drafts.finish(document).catch(this.#log.bug);
      // To an open audience they were said before.
      if (!open) {
        tellGaps(gapWordsIn(text, draft, to === 'mail' ? subject : ''));
      }
      return sent;
    } catch (error) {
      this.#sent.delete(document);
      throw error;
    }
  }

  async #isOpen(path: string, audience: string): Promise<boolean> {
    return isOutside(this.#processes.of(await this.#writer.readWhole(path), path), audience);
  }

  /** Says which gaps are left in a draft for an open audience. Returns its subject, or undefined if it stays a draft. */
  async #passGaps(document: TextDocument, draft: UpdateDraft, to: WayOut): Promise<string | undefined> {
    const { path, template, subject } = draft;
    const inText = gapWordsIn(textOf(document), draft);
    const gaps = gapWordsIn(textOf(document), draft, to === 'mail' ? subject : '');
    if (gaps.length === 0 || !(await this.#isOpen(path, template.audience))) {
      return subject;
    }
    const left = gaps.length === 1 ? say`1 gap` : say`${gaps.length} gaps`;
    const answer = await askChoice<'fill' | 'send'>({
      title: await promptTitle(this.#records, path, sayWords(templateLabel(template))),
      placeholder: say`This message for "${template.audience.replaceAll('-', ' ')}" still has ${left}. Fill them in, or send it anyway?`,
      choices: [
        { label: say`$(edit) Fill In`, description: gaps.join(', '), answer: 'fill' },
        { label: say`$(warning) Send Anyway`, description: say`leave the gaps in the message`, answer: 'send' },
      ],
    });
    if (answer === 'fill' && inText.length === 0) {
      return this.#askSubject(path, draft);
    }
    if (answer === 'fill') {
      await this.#drafts.fillIn(document);
    }
    return answer === 'send' ? subject : undefined;
  }

  /** Those of the process, and a team's own. */
  async #templates(path: string, process: Process): Promise<readonly UpdateTemplate[]> {
    return withOwnTemplates(process.templates, await readOwnTemplates(path, process, this.#log));
  }

  async #fill(
    path: string,
    record: IncidentRecord,
    template: UpdateTemplate,
    given: Authored & { readonly fields?: Readonly<Record<string, string>> | undefined },
    now: number,
  ): Promise<{ readonly filled: FilledTemplate; readonly subject: string }> {
    const author = await this.#writing.authorOf(given, path);
    const security = record.frontMatter.fields.security ?? false;
    const [pageOf, joinLink] = await Promise.all([
      this.#pages.of(path, security),
      this.#pages.joinLink(path, security),
    ]);
    const process = this.#processes.of(record, path);
    const { audience } = template;
    const onlyZone = messageZone(record, process, audience);
    const frame = { id: idOf(path), now, zone: localZone(), onlyZone, audience, author, pageOf, joinLink };
    const filled = fillTemplate(template, templateFacts(record, process, frame), given.fields);
    return { filled, subject: filled.subject ?? record.frontMatter.fields.title ?? idOf(path) };
  }

  /** Writes the entry, then hands the text on: what is refused goes nowhere. */
  async #send(message: OutgoingMessage, given: Authored, to: WayOut, instant: number): Promise<SentUpdate> {
    const { path, audience, subject, text } = message;
    if (text.trim() === '') {
      throw refusal(EDITOR_SENTENCES, 'nothingToSend');
    }
    const make = (record: IncidentRecord, kept: string) => {
      refuseOpen(this.#processes, record, path, audience);
      return { kind: 'UPDATE', qualifier: audience, text: kept };
    };
    const { entry } = await this.#writing.write(path, given, { text, instant }, make, to !== 'record');
    return { text, subject, entry, to: await handOn(to, subject, text) };
  }

  /** What was begun comes first, then what is probably wanted now. What a security incident may not send isn't offered. */
  async #askTemplate(
    path: string,
    record: IncidentRecord,
    templates: readonly UpdateTemplate[],
    now: number,
  ): Promise<UpdateTemplate | undefined> {
    const process = this.#processes.of(record, path);
    const due = new Map(dueUpdates(record, process).map(({ audience, at }) => [audience, at]));
    const moment = updateMoment(record, process);
    const offered = chooseTemplate(templates, moment).filter(
      (template) =>
        audienceProblem(record, process, template.audience) === undefined && !isFollowUpTo(template, moment),
    );
    if (offered.length === 0) {
      throw refusal(EDITOR_SENTENCES, 'noTemplate');
    }
    const isBegun = ({ name }: UpdateTemplate): boolean => this.#drafts.isBegun(path, name);
    const isFit = (template: UpdateTemplate): boolean => fitsMoment(template, moment);
    const choiceOf = (template: UpdateTemplate): Choice<UpdateTemplate> => {
      const { audience } = template;
      const at = isFit(template) ? due.get(audience) : undefined;
      const words = [
        audience.replaceAll('-', ' '),
        ...(at === undefined ? [] : [describeDue(at, now)]),
        ...(isBegun(template) ? [say`unfinished draft`] : []),
      ];
      const detail = template.name === PAGE ? wakingTip(process, { now, zone: localZone() }) : undefined;
      const choice = { label: sayWords(templateLabel(template)), description: words.join(' · '), answer: template };
      return { ...choice, ...(detail !== undefined && { detail: sayWords(detail) }) };
    };
    const first = [...offered.filter(isBegun), ...offered.filter((one) => isFit(one) && !isBegun(one))];
    const rest = offered.filter((template) => !first.includes(template));
    return askChoice({
      title: await promptTitle(this.#records, path, say`update`),
      placeholder: say`Which update? Press Enter to open a draft. Nothing is logged yet.`,
      ordered: true,
      ...(first.length === 0
        ? { choices: rest.map(choiceOf) }
        : { choices: first.map(choiceOf), rest: rest.map(choiceOf) }),
    });
  }

  async #askSubject(path: string, { subject, subjectGaps }: UpdateDraft): Promise<string | undefined> {
    return askText({
      title: await promptTitle(this.#records, path, say`subject`),
      prompt: say`What should the subject be? Press Enter to open the email.`,
      value: subject,
      needed: say`Enter a subject.`,
      respond: (typed) => {
        const left = gapsIn(typed, subjectGaps).map(({ name }) => name);
        return left.length === 0 ? undefined : { problem: reasonOf(EDITOR_SENTENCES, 'subjectGaps', { names: left }) };
      },
    });
  }

  async #askWay(path: string, subject: string): Promise<WayOut | undefined> {
    return askChoice<WayOut>({
      title: await promptTitle(this.#records, path, say`send the update`),
      placeholder: say`How do you want to send it? Each way also logs it.`,
      choices: [
        { label: say`$(copy) Copy`, answer: 'clipboard' },
        { label: say`$(mail) Open Email Draft`, description: subject, answer: 'mail' },
        { label: say`$(book) Log Only`, answer: 'record' },
      ],
    });
  }
}

/** Returns how the text went out. */
async function handOn(to: WayOut, subject: string, text: string): Promise<WayOut> {
  if (to === 'record') {
    return to;
  }
  if (to === 'clipboard') {
    await env.clipboard.writeText(text);
    return to;
  }
  const uri = mailtoUri({ subject, body: text });
  if (uri !== undefined && (await openMail(uri))) {
    return to;
  }
  await env.clipboard.writeText(`${subject}\n\n${text}`);
  const why = uri === undefined ? say`This update is too long for an email draft` : say`Couldn't open an email program`;
  void window.showInformationMessage(say`${why}, so it's on the clipboard, with the subject in the first line.`);
  return 'clipboard';
}

/** The editor takes a text as it is, although its type says Uri: a Uri decodes, and “&” would then end the mail's body. */
async function openMail(uri: string): Promise<boolean> {
  return env.openExternal(uri as unknown as Uri).then(
    (opened) => opened,
    () => false,
  );
}

/** Says what is still open in a text that was just sent to colleagues: a question would be between them and the update. */
function tellGaps(gaps: readonly string[]): void {
  if (gaps.length > 0) {
    const left = gaps.length === 1 ? say`The message has a gap` : say`The message has ${gaps.length} gaps`;
    void window.showWarningMessage(`${left}: ${gaps.join(', ')}`);
  }
}

/** Returns the gaps that are left in a draft's text, and in the subject that goes with it, each once, with their brackets. */
function gapWordsIn(text: string, { gaps, subjectGaps }: UpdateDraft, subject = ''): string[] {
  const left = [...gapsIn(text, gaps), ...gapsIn(subject, subjectGaps)];
  return [...new Set(left.map(({ name }) => name))];
}

function refuseOpen(processes: Processes, record: IncidentRecord, path: string, audience: string): void {
  const problem = audienceProblem(record, processes.of(record, path), audience);
  if (problem !== undefined) {
    throw new Refusal(problem);
  }
}
