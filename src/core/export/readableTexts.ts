/** What a reader or a program finds in an exported file, without what every file of its format has. */

import type { ExportFormat } from './exportForms';

/** Elements within a line: what's on both sides of them is read as one word. */
const INLINE = /<\/?(?:a|b|br|code|del|em|i|img|input|s|span|strong|sub|sup)(?:\s[^<>]*)?>/g;
/** Attributes that have words of the record. */
const ATTRIBUTE = /\s(?:href|src|alt|title|aria-label|id|name|cite)="([^"]*)"/g;

/** Returns the texts of a file that `exportFile` wrote. */
export function readableTexts(format: ExportFormat, file: string): string[] {
  switch (format) {
    case 'html': {
      const body = file.replace(/<style>[^]*?<\/style>|<meta [^<>]*>/g, '');
      const attributes = [...body.matchAll(ATTRIBUTE)].map(([, value]) => value!);
      return [body.replace(INLINE, '').replace(/<[^<>]*>/g, '\n'), ...attributes];
    }
    case 'markdown':
      return [file];
    case 'json':
      return valuesOf(JSON.parse(file));
    case 'csv':
      return [file.slice(file.indexOf('\n') + 1).replaceAll('""', '"')];
  }
}

/** All texts in it, and the keys that the record chose: roles and channels. */
function valuesOf(data: unknown): string[] {
  if (typeof data === 'string') {
    return [data];
  }
  if (Array.isArray(data)) {
    return data.flatMap(valuesOf);
  }
  if (typeof data !== 'object' || data === null) {
    return [];
  }
  return Object.entries(data).flatMap(([key, value]) => [
    ...(key === 'roles' || key === 'channels' ? Object.keys(value as object) : []),
    ...valuesOf(value),
  ]);
}
