// One line to the stream of news: held by the worker for all tabs of a browser, or by a page for itself. It says up to
// where it heard, so that nothing is missed between two streams; after a fault it waits longer each time.
const MOST_TOPICS = 100; // on one ticket: the first ones are heard, pages with others look again by themselves
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const SOON = 50; // pages that open together ask together
const SILENCE = 50_000; // the stream says something every 20 seconds: a longer silence is a line that was cut
const LINGER = 5_000; // between two pages of one tab nobody listens

export function line({ wanted, tell, turned }) {
  let door = "";
  let stream;
  let asked = new Set();
  let last = "";
  let pause = FIRST_PAUSE;
  let waiting;
  let silence;
  let turn = 0;

  const most = () => [...new Set(wanted())].slice(0, MOST_TOPICS);
  const isOpen = () => stream?.readyState === EventSource.OPEN;
  const hears = topics => isOpen() && topics.every(topic => asked.has(topic));

  function close() {
    clearTimeout(silence);
    stream?.close();
    stream = undefined;
  }

  function wait(milliseconds) {
    clearTimeout(waiting);
    waiting = setTimeout(listen, milliseconds);
  }

  function lost() {
    close();
    turned();
    wait(pause * (0.5 + Math.random() / 2));
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  function isAlive() {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE);
  }

  // A ticket is for one connection: never let the browser repeat it by itself.
  function open({ address, ticket }) {
    close();
    const current = new EventSource(`${address}?${new URLSearchParams({ ticket, last })}`);
    stream = current;
    isAlive();
    current.onopen = () => {
      pause = FIRST_PAUSE;
      turned();
    };
    current.onmessage = ({ data, lastEventId }) => {
      if (current !== stream) return;
      isAlive();
      last = lastEventId;
      const names = JSON.parse(data);
      if (names.length) tell(names);
    };
    current.onerror = () => { if (current === stream) lost(); };
  }

  async function listen() {
    const mine = ++turn;
    const topics = most();
    clearTimeout(waiting);
    if (!topics.length) return close();
    try {
      const answer = await fetch(`${door}?${new URLSearchParams(topics.map(topic => ["topic", topic]))}`);
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      const given = await answer.json();
      if (mine !== turn) return;
      asked = new Set(topics);
      open(given);
    } catch {
      if (mine === turn) lost();
    }
  }

  // Whoever wants something says so again; what is heard already needs no new stream.
  function renew(from) {
    door = from || door;
    const topics = most();
    turned();
    if (!topics.length) wait(LINGER);
    else if (!hears(topics)) wait(SOON);
    else clearTimeout(waiting);
  }

  return { hears, renew };
}
