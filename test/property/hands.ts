/** What people do to a postmortem. */
import fc from 'fast-check';

/** What a person does to a line: a place between 0 and 1, and what happens there. */
export const edited = fc.tuple(
  fc.double({ min: 0, max: 0.999, noNaN: true }),
  fc.constantFrom('insert', 'paragraph', 'change', 'delete', 'deleteMany', 'section', 'fence'),
);

/** A postmortem in the hands of people, who leave a word of their own in everything that they touch. */
export class Hands {
  text: string;
  readonly words: string[] = [];
  /** Lines of a draft that were deleted. */
  readonly deleted = new Set<string>();

  constructor(text: string) {
    this.text = text;
  }

  edit([place, what]: readonly [number, string]): void {
    const lines = this.text.split('\n');
    const at = Math.floor(place * lines.length);
    const word = `word${this.words.length}word`;
    const gone = (count: number): void => {
      for (const line of lines.splice(at, count)) {
        this.words.splice(0, this.words.length, ...this.words.filter((own) => !line.includes(own)));
        this.deleted.add(line);
      }
    };
    switch (what) {
      case 'delete':
        return void (gone(1), (this.text = lines.join('\n')));
      case 'deleteMany':
        return void (gone(7), (this.text = lines.join('\n')));
      case 'change':
        this.deleted.add(lines[at]!);
        lines[at] += ` ${word}`;
        break;
      case 'insert':
        lines.splice(at, 0, word);
        break;
      case 'paragraph':
        lines.splice(at, 0, '', word, '');
        break;
      case 'section':
        lines.splice(at, 0, '', `## ${word}`, '', `- ${word}`, '');
        break;
      default:
        lines.splice(at, 0, '```', word, '```');
    }
    this.words.push(word);
    this.text = lines.join('\n');
  }
}
