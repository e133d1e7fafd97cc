/** What can be exported, and in which forms. */

export const EXPORTED = ['record', 'postmortem'] as const;
export type Exported = (typeof EXPORTED)[number];

export const EXPORT_FORMATS = ['html', 'markdown', 'json', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How a file of each format ends. */
export const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  html: '.html',
  markdown: '.md',
  json: '.json',
  csv: '.csv',
};
