/** What the extension host of each window loads: runs the commands that arrive, one JSON to a line, and answers the same way. */
const net = require('node:net');
const { createInterface } = require('node:readline');
const vscode = require('vscode');

/** @type {Record<string, (task: any) => unknown>} */
const TASKS = {
  command: ({ name, argument }) => vscode.commands.executeCommand(`incidentNotes.${name}`, argument),
  /** Types into the open record and saves it. */
  type: async ({ path, after, words }) => {
    const document = await vscode.workspace.openTextDocument(path);
    const editor = await vscode.window.showTextDocument(document);
    const type = () => {
      const place = document.positionAt(document.getText().indexOf(after) + after.length);
      return editor.edit((edit) => edit.insert(place, words));
    };
    // It's refused where the document has changed since.
    while (!(await type()));
    await document.save();
  },
};

exports.run = () =>
  new Promise((resolve) => {
    const socket = net.connect(Number(process.env.AGENT_PORT), '127.0.0.1');
    socket.once('close', resolve);
    createInterface({ input: socket }).on('line', async (line) => {
      const { number, ...task } = JSON.parse(line);
      /** @type {object} */
      let answer;
      try {
        answer = { value: await TASKS[task.task]?.(task) };
      } catch (error) {
        answer = { error: error instanceof Error ? error.message : String(error) };
      }
      socket.write(`${JSON.stringify({ number, ...answer })}\n`);
    });
  });
