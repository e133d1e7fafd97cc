/** A YAML file is bundled as its text. */
declare module '*.yaml' {
  const text: string;
  export default text;
}

/** The same as JSON, which is read in a fraction of the time. */
declare module '*.yaml?json' {
  const json: string;
  export default json;
}
