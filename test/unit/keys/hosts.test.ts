import { expect, test } from 'vitest';
import { dataHostsFrom, hostsFrom } from '../../../engine/keys/hosts.ts';

test('data comes from Alpaca, or from a stand-in on this computer', () => {
  expect(dataHostsFrom({})).toEqual({
    data: 'https://data.alpaca.markets',
    dataStream: 'wss://stream.data.alpaca.markets',
  });
  const own = {
    APCA_DATA_BASE_URL: 'http://127.0.0.1:7400/',
    APCA_DATA_STREAM_URL: 'ws://localhost:1',
  };
  expect(dataHostsFrom(own)).toEqual({
    data: 'http://127.0.0.1:7400',
    dataStream: 'ws://localhost:1',
  });
});

test.each(['http://example.com', 'ftp://127.0.0.1', 'example.com', ''])(
  'keys do not go over an open line to %j',
  (address) => {
    expect(() => dataHostsFrom({ APCA_DATA_BASE_URL: address })).toThrow('APCA_DATA_BASE_URL');
    expect(() => dataHostsFrom({ APCA_DATA_STREAM_URL: address })).toThrow('APCA_DATA_STREAM_URL');
  },
);

test('each account has a place of its own, and no variable of one moves the other', () => {
  const moved = { APCA_PAPER_BASE_URL: 'http://127.0.0.1:7400' };
  expect(hostsFrom(moved, 'alpaca-paper')).toMatchObject({
    trading: 'http://127.0.0.1:7400',
    tradingStream: 'ws://127.0.0.1:7400',
  });
  expect(hostsFrom(moved, 'alpaca-live')).toMatchObject({
    trading: 'https://api.alpaca.markets',
    tradingStream: 'wss://api.alpaca.markets',
  });
  expect(() => hostsFrom({ APCA_LIVE_BASE_URL: 'http://example.com' }, 'alpaca-live')).toThrow(
    'APCA_LIVE_BASE_URL',
  );
});
