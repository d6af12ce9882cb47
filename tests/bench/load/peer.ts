// The least that a receiver written in Node could do: it reads the body, checks nothing, and stores
// it durably. Commits what has arrived by then together, or with "each" every request by itself.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';

const [file = '', commits = 'group'] = process.argv.slice(2);

const database = new Database(file);
database.pragma('locking_mode = EXCLUSIVE');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(
  'CREATE TABLE submissions (sequence INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT',
);
const insert = database.prepare('INSERT INTO submissions (bytes) VALUES (?)');
const insertAll = database.transaction((bodies: Buffer[]) => {
  for (const body of bodies) insert.run(body);
});

function answer(response: ServerResponse) {
  const body = '{"stored":true}';
  response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
}

let waiting: { body: Buffer; response: ServerResponse }[] = [];

function commitWaiting() {
  const group = waiting;
  waiting = [];
  insertAll(group.map(({ body }) => body));
  for (const { response } of group) answer(response);
}

function store(body: Buffer, response: ServerResponse) {
  if (commits === 'each') {
    insert.run(body);
    answer(response);
    return;
  }
  if (waiting.length === 0) setImmediate(commitWaiting);
  waiting.push({ body, response });
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    store(Buffer.concat(parts), response);
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => {
    database.close();
    process.exit();
  });
});
