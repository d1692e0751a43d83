//! The engine's thread: what it is asked comes as messages, and so do its answers.

import { answer, open } from "./desk.js";

const post = (message) => self.postMessage(message);
const opened = open(post);

self.addEventListener("message", async ({ data }) => {
  await opened;
  answer(data, post);
});
