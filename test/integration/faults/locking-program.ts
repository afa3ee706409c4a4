/** Holds a database until it is killed: `node locking-program.ts FILE writers|everybody`. */
import Database from 'better-sqlite3';

const [file = '', mode] = process.argv.slice(2);
const db = new Database(file);
// A log cannot be shared in this mode, so nobody else can open the file.
if (mode === 'everybody') db.prepare('PRAGMA locking_mode = EXCLUSIVE').get();
db.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
// A connection that is forgotten would be closed.
process.on('exit', () => db.close());
setInterval(() => undefined, 60_000);
