/** Holds that a record is written in one way: whatever else can change a file or a document is listed here, with what it's for. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { parseSync } from 'oxc-parser';

const sources = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const text = fs.readFileSync(`src/${name}`, 'utf8');
    return { name, text, imports: importsOf(name, text) };
  });

/** `module name` of everything that the file imports, such as `node:fs/promises rm` and `recordFile updateRecordFile`. */
function importsOf(name: string, text: string): string[] {
  return parseSync(name, text).program.body.flatMap((node) =>
    node.type !== 'ImportDeclaration' || node.importKind === 'type'
      ? []
      : node.specifiers.map((specifier) => {
          const what =
            specifier.type === 'ImportSpecifier' && specifier.imported.type === 'Identifier'
              ? specifier.imported.name
              : '*';
          return `${node.source.value.replace(/^\..*\//, '')} ${what}`;
        }),
  );
}

/** Functions of Node that change what is on the disk. */
const CHANGING =
  /^(?:appendFile|chmod|chown|copyFile|cp|createWriteStream|ftruncate|link|lutimes|open|rename|rm|rmdir|symlink|truncate|unlink|utimes|write|writev|writeFile)(?:Sync)?$/;

/** Each way to change a file or a document, and the files that may use it. */
const WAYS: readonly { readonly way: string; readonly uses: (source: string) => boolean; readonly may: object }[] = [
  {
    way: "the record's file",
    uses: (name) => name === 'recordFile updateRecordFile',
    may: {
      'editor/records/openFiles.ts': 'The one way: through the document if it is open, else on the disk.',
      'editor/sync/recordMove.ts':
        'Nobody has the record open yet: its folder was made a moment ago by the same command.',
    },
  },
  {
    way: "the record's document",
    uses: (name) => name === 'openRecord editDocument',
    may: {
      'editor/records/openFiles.ts': 'The one way.',
      'editor/records/unsavedEdits.ts': 'Brings what others wrote into the file to the words that are not saved.',
    },
  },
  {
    way: 'an edit of any document',
    uses: (name) => name === 'vscode WorkspaceEdit' || name === 'vscode TextEdit',
    may: {
      'editor/records/openRecord.ts': 'One edit, one undo step.',
      'editor/fixes/quickFixes.ts':
        'Makes the edits of a quick fix. The editor applies them when a person chooses one.',
    },
  },
  {
    way: 'a snippet in a document',
    uses: (name) => name === 'vscode SnippetString',
    may: { 'editor/update/updateDrafts.ts': 'Fills a message draft, which has no file.' },
  },
  {
    way: 'a new record',
    uses: (name) => name === 'newFile createRecord',
    may: { 'editor/records/recordWriter.ts': 'Declares it, and makes it again if it is gone before its first commit.' },
  },
  {
    way: 'a file beside a record',
    uses: (name) => name === 'newFile writeEvidence' || name === 'incomingFile bringBeside',
    may: {
      'editor/entries/entryWriting.ts': 'Moves a long text into evidence.',
      'editor/sync/incomingFiles.ts': 'Makes what a sync brought and is not here yet; what is here goes the one way.',
    },
  },
  {
    way: 'a whole file',
    uses: (name) => name === 'atomicWrite replaceFile' || name === 'atomicWrite createFile',
    may: {
      'store/recordFile.ts': "The record's file.",
      'store/newFile.ts': 'New records and evidence.',
      'store/incomingFile.ts': 'Files beside a record.',
      'store/exportedFile.ts': 'What is exported, where a person wants it: never a record.',
      'store/journal/journalFile.ts': 'The journal.',
      'store/lineLog.ts': 'Which commands can be undone, in the storage of the extension.',
      'store/sentReminders.ts': 'Which reminders were sent.',
      'store/search/recordIndex.ts': 'The index over all records, in the storage of the extension.',
      'editor/process/mergeProgram.ts': 'The program that git runs to merge records.',
    },
  },
  {
    way: 'the disk directly',
    uses: (name) => /^node:fs(?:\/promises)? /.test(name) && CHANGING.test(name.split(' ')[1]!),
    may: {
      'store/disk.ts': 'What the store writes with.',
      'store/drills.ts': 'Makes the folder of a drill, and removes it with everything in it.',
      'editor/records/openRecord.ts': 'Touches the file, so that the editor reads it again.',
      'editor/records/unsavedEdits.ts': 'Dates the file back, so that the editor saves over it without a question.',
      'editor/sync/mergeConflict.ts': 'Removes a version that was set aside, once the record has it.',
      'editor/sync/recordMove.ts': 'Moves the folder of a record to another branch, or to another id.',
      'git/commit/commitRecord.ts': 'Removes an index of its own.',
      'git/repository/exclude.ts': 'Adds a line to info/exclude.',
      'git/repository/mergeDriver.ts': 'Adds lines to info/attributes.',
      'git/repository/ownBranch.ts': 'Makes a linked work tree whole again.',
      'git/repository/ownFolder.ts': 'Lets a work tree and its repository find each other after a move.',
      'git/sync/adoptCommit.ts': 'Sets a file aside that is in the way of a colleague’s.',
      'mergeDriver.ts': 'Git runs it, and reads the merged text from the file that it named.',
    },
  },
  {
    way: 'with everything that Node can',
    uses: (name) => /^node:fs(?:\/promises)? \*$/.test(name),
    may: {},
  },
];

describe('one way to write a record', () => {
  for (const { way, uses, may } of WAYS) {
    it(`nothing else writes ${way}`, () => {
      const using = sources.filter(({ imports }) => imports.some(uses)).map(({ name }) => name);
      assert.deepEqual(using.toSorted(), Object.keys(may).toSorted());
    });
  }

  it('the store changes files whole, but for the journal, its leases, and logs of lines', () => {
    const using = sources.filter(({ text }) => /\bdisk\.(?:link|open|rename|unlink)\(/.test(text));
    assert.deepEqual(
      using
        .map(({ name }) => name)
        .filter((name) => !name.startsWith('store/journal/'))
        .toSorted(),
      ['store/incomingFile.ts', 'store/lease.ts', 'store/lineLog.ts', 'store/atomicWrite.ts'].toSorted(),
    );
  });

  it('nothing else uses the methods of the editor', () => {
    const methods = /\bworkspace\.fs\b|\bworkspace\.(?:applyEdit|save|saveAll)\(|\.edit\(\s*\(?\w+\)?\s*=>|\.save\(\)/;
    const using = sources.filter(({ text }) => methods.test(text)).map(({ name }) => name);
    assert.deepEqual(using.toSorted(), [
      // What's thrown away is saved, so that its tab closes without a question.
      'editor/practice/drill.ts',
      'editor/records/openFiles.ts',
      'editor/records/openRecord.ts',
      'editor/records/unsavedEdits.ts',
    ]);
  });
});
