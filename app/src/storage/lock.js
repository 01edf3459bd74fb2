// One function for `lock.rs`: in Rust its closures and promises would be half a kilobyte and more of the first load.

// Resolves to what gives the lock back, which resolves once that is done; to nothing when another tab holds it and `ifFree`, or
// when the page is going away. A browser without locks gives it at once.
export function hold(name, ifFree) {
  return new Promise((given) => {
    if (!navigator.locks) return given(() => {});
    const asked = navigator.locks.request(name, { ifAvailable: ifFree }, (lock) => {
      if (lock) {
        return new Promise((end) =>
          given(() => {
            end();
            return asked;
          }),
        );
      }
    });
    asked.then(
      () => given(),
      () => given(),
    );
  });
}
