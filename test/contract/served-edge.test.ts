/** What reaches the served terminal from outside: wrong origins, tokens, sizes and frames. */
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CLIENT_MESSAGE_BYTES_MAX, CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import { AccessToken } from '../../engine/host/access-tokens.ts';
import { EngineHarness, TEST_TOKEN } from '../support/engine-harness.ts';

let harness: EngineHarness;
let address: string;

beforeAll(async () => {
  harness = await EngineHarness.start();
  address = `127.0.0.1:${String(harness.server.port)}`;
});

afterAll(async () => {
  await harness.stopAndRemove();
});

interface Refused {
  readonly status: number;
  readonly body: string;
}

/** Tries to open a socket that must be refused in the HTTP upgrade. */
function refusedUpgrade(path: string, headers: Record<string, string>): Promise<Refused> {
  const socket = new WebSocket(`ws://${address}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      reject(new Error('the socket was opened'));
    });
    socket.on('unexpected-response', (_, response) => {
      void textOf(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    });
  });
}

function request(path: string, headers: Record<string, string> = {}): Promise<Refused> {
  const [host, port] = address.split(':');
  return new Promise((resolve, reject) => {
    get({ host, port, path, headers }, (response) => {
      void textOf(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      });
    }).on('error', reject);
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

describe('the served terminal', () => {
  it('refuses a socket of another origin, naming it', async () => {
    const { status, body } = await refusedUpgrade('/contract', { origin: 'http://evil.example' });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      code: 'contract.origin',
      field: 'Origin',
      value: 'http://evil.example',
      rule: `http://${address}`,
    });
  });

  it('refuses a socket for another host name, as after DNS rebinding', async () => {
    const headers = { host: 'evil.example:80', origin: 'http://evil.example:80' };
    const { status, body } = await refusedUpgrade('/contract', headers);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ code: 'contract.host', value: 'evil.example:80' });
  });

  it('refuses a socket on another path', async () => {
    const { body } = await refusedUpgrade('/other', { origin: `http://${address}` });
    expect(JSON.parse(body)).toMatchObject({ code: 'contract.path' });
  });

  it('refuses pages to another host name and sets a strict policy on its own', async () => {
    expect((await request('/', { host: 'evil.example' })).status).toBe(403);
    const response = await fetch(`http://${address}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('gives no file of a ticket that it has not issued', async () => {
    const { status, body } = await request('/exports/guess');
    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({ code: 'contract.export_ticket', field: 'ticket' });
  });

  it('serves no file outside the page', async () => {
    expect((await request('/..%2f..%2fpackage.json')).status).toBeGreaterThanOrEqual(400);
  });

  it('refuses a wrong token without repeating it', async () => {
    const client = await harness.connect('socket');
    const wrong = 'not-the-token';
    client.send({
      type: 'hello',
      contractVersion: CONTRACT_VERSION,
      clientName: 'test',
      token: wrong,
      resume: null,
    });
    const { refusal } = await client.message('refused');
    expect(refusal).toMatchObject({ code: 'contract.token_unknown', field: 'token' });
    expect(JSON.stringify(refusal)).not.toContain(wrong);
    expect(await client.end()).toContain('1008');
  });

  it('closes a connection that sends 10 MB and goes on', async () => {
    const client = await harness.client('socket');
    client.sendText(`"${'x'.repeat(10 * CLIENT_MESSAGE_BYTES_MAX)}"`);
    expect(await client.end()).toContain('1009');
    const other = await harness.client('socket');
    await other.request({ type: 'settings.load' });
  });

  it('refuses text that is not JSON and closes', async () => {
    const client = await harness.client('socket');
    client.sendText('{"type":');
    const { refusal } = await client.message('refused');
    expect(refusal).toMatchObject({ code: 'contract.json', value: '{"type":' });
  });
});

describe('an access token', () => {
  const HOUR_MS = 3_600_000;

  it('expires once nobody has used it for its idle time', () => {
    const token = new AccessToken(TEST_TOKEN, 0, 24 * HOUR_MS);
    expect(token.check(TEST_TOKEN, 24 * HOUR_MS)).toBeNull();
    expect(token.check(TEST_TOKEN, 48 * HOUR_MS)).toBeNull();
    expect(token.check(TEST_TOKEN, 72 * HOUR_MS + 1)).toMatchObject({
      code: 'contract.token_expired',
      field: 'token',
    });
  });

  it('stays good while a connection is open', () => {
    const token = new AccessToken(TEST_TOKEN, 0, HOUR_MS);
    token.touch(5 * HOUR_MS);
    expect(token.check(TEST_TOKEN, 6 * HOUR_MS)).toBeNull();
  });
});
