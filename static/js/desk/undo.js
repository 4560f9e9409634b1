// How long a publication can still be taken back.
const LASTS = 10;

export function start() {
  const line = document.querySelector("[data-live]");
  if (!line) return;
  const told = line.querySelector("[data-seconds]");
  let left = LASTS;
  const tick = () => {
    told.textContent = `(${left} s)`;
    if (left-- > 0) return;
    clearInterval(clock);
    line.querySelector("[data-undo]").remove();
  };
  const clock = setInterval(tick, 1000);
  tick();
}
