// Request Tracker 5 from Debian's packages, with a database, queue, user and token of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../browser/servers.ts';

const SERVER = '/usr/share/request-tracker5/libexec/rt-server';
const START_SECONDS = 60;

const siteConfig = (database: string, port: number) => `
Set($rtname, 'example.vn');
Set($Organization, 'example.vn');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${database}');
Set($DatabaseUser, '');
Set($DatabasePassword, '');
Set($DatabaseAdmin, '');
Set($MailCommand, 'testfile');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'critical');
Set($LogToFile, undef);
1;
`;

/** What the mapping's page asks an administrator to set up: a field, a user with few rights, a token. */
const initialData = (tokenFile: string) => `
our @Queues = ({ Name => 'Support' });
our @CustomFields = ({
  Name => 'PrecallId', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket',
  MaxValues => 1, ApplyTo => ['Support'],
});
our @Users = ({ Name => 'precall', Privileged => 1 });
our @ACL = (
  map({ { UserId => 'precall', Queue => 'Support', Right => $_ } }
    qw(SeeQueue CreateTicket ShowTicket)),
  map({ { UserId => 'precall', CF => 'PrecallId', LookupType => 'RT::Queue-RT::Ticket',
    Right => $_ } } qw(SeeCustomField ModifyCustomField)),
);
our @Final = (sub {
  my $user = RT::User->new(RT->SystemUser);
  $user->Load('precall');
  my ($ok, $message, $token) = RT::AuthToken->new(RT->SystemUser)
    ->Create(Owner => $user->Id, Description => 'test');
  open my $file, '>', '${tokenFile}' or die $!;
  chmod 0600, $file;
  print $file "$token\\n";
  close $file;
});
`;

export interface Ticket {
  id: string;
  precallIds: string[];
}

interface Page {
  items: { id: string; CustomFields?: { name: string; values: string[] }[] }[];
  pages: number;
}

export class RequestTracker {
  private constructor(
    readonly folder: string,
    readonly url: string,
    readonly tokenFile: string,
    private readonly server: ChildProcess,
  ) {}

  static async start(): Promise<RequestTracker> {
    const folder = mkdtempSync(join(tmpdir(), 'precall-rt-'));
    const port = await freePort();
    const config = join(folder, 'site.pm');
    const tokenFile = join(folder, 'token');
    writeFileSync(config, siteConfig(join(folder, 'rt.sqlite'), port));
    writeFileSync(join(folder, 'data.pl'), initialData(tokenFile));
    // The installation's own configuration plays no part.
    const env = { ...process.env, RT_SITE_CONFIG: config, RT_SITE_CONFIG_DIR: '/dev/null' };
    const setup = (...args: string[]) =>
      execFileSync('rt-setup-database-5', [...args, '--skip-create', '--dba-password', ''], {
        env,
        stdio: 'pipe',
      });
    setup('--action', 'init');
    setup('--action', 'insert', '--datafile', join(folder, 'data.pl'));
    const server = spawn(SERVER, ['--host', '127.0.0.1', '--port', String(port)], {
      env,
      stdio: 'ignore',
    });
    process.once('exit', () => server.kill('SIGKILL'));
    const tracker = new RequestTracker(folder, `http://127.0.0.1:${port}`, tokenFile, server);
    await tracker.ready();
    return tracker;
  }

  private async ready(): Promise<void> {
    const end = Date.now() + START_SECONDS * 1000;
    while (this.server.exitCode === null && Date.now() < end) {
      try {
        await this.tickets();
        return;
      } catch {
        await pause(200);
      }
    }
    throw new Error('Request Tracker never answered');
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null) {
      const gone = once(this.server, 'exit');
      this.server.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** All tickets that there are, with what stands in our field. */
  async tickets(): Promise<Ticket[]> {
    const token = readFileSync(this.tokenFile, 'utf8').trim();
    const found: Ticket[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const query = `query=id>0&fields=CustomFields&per_page=100&page=${page}`;
      const response = await fetch(`${this.url}/REST/2.0/tickets?${query}`, {
        headers: { authorization: `token ${token}` },
      });
      if (!response.ok) throw new Error(`Request Tracker answered ${response.status}`);
      const body = (await response.json()) as Page;
      for (const { id, CustomFields = [] } of body.items) {
        const ours = CustomFields.filter(({ name }) => name === 'PrecallId');
        found.push({ id, precallIds: ours.flatMap(({ values }) => values) });
      }
      ({ pages } = body);
    }
    return found;
  }
}
