//! The engine's thread: what it is asked comes as messages, and so do its answers.

import { answer, grow, open } from "./desk.js";

const post = (message) => self.postMessage(message);
const opened = open(post, { whole: new URL(import.meta.url).searchParams.has("whole") });

self.addEventListener("message", async ({ data }) => {
  await opened;
  if (data.kind === "grow") grow(post);
  else answer(data, post);
});
