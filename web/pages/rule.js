//! A rule's page: the editor is started when the reader comes to it, or asks for it.

import page from "./page.js";

export default function rule() {
  page();
  const place = document.getElementById("try");
  const button = place.querySelector("button.start");
  let isStarted = false;
  const start = async () => {
    if (isStarted) return;
    isStarted = true;
    watch.disconnect();
    const isAsked = document.activeElement === button;
    button.textContent = "Loading the editor";
    try {
      await (await import("./try.js")).open(place);
      if (isAsked && document.activeElement === document.body) place.querySelector(".choice").focus();
    } catch (error) {
      isStarted = false;
      button.textContent = "Start the editor";
      const note = place.querySelector("p") ?? document.createElement("p");
      note.setAttribute("role", "alert");
      note.textContent = `The editor could not be loaded (${error.message}).`;
      place.append(note);
    }
  };
  const watch = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && start());
  button.addEventListener("click", start);
  // Who saves data decides; for everyone else it is there when it is seen.
  if (!navigator.connection?.saveData) watch.observe(place);
}
