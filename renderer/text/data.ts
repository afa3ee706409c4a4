/** Words of the data dialog: backups, upkeep, what is in the store. */
import type {
  DataTask,
  DataTaskKind,
  MaintenanceJob,
  MaintenanceRun,
  MaintenanceSettings,
} from '../../engine/contract/maintenance.ts';

const plural = (count: string, one: string, many: string): string =>
  `${count} ${count === '1' ? one : many}`;

export const dataText = {
  title: 'Data',
  open: 'Data: backups, import, upkeep, store',
  views: {
    backups: 'Backups',
    import: 'Import',
    workspace: 'Workspace',
    upkeep: 'Upkeep',
    store: 'Store',
  },
  view: 'What of the data',
  loading: 'Loading',
  loadProblem: (why: string): string => `Could not be loaded: ${why}`,
  retry: 'Try again',
  never: 'never',

  backups: {
    label: 'Backups',
    empty: 'No backups yet',
    now: 'Back up now',
    folder: (path: string): string => `In ${path}`,
    columns: {
      taken: 'Taken',
      size: 'Size',
      orders: 'Orders',
      fills: 'Fills',
      cash: 'Cash',
      state: 'State',
      actions: '',
    },
    sound: 'Sound',
    restore: 'Restore…',
    restoreTitle: 'Puts this backup in the place of the store of now',
    confirmHead: (taken: string): string => `Restore the backup of ${taken}?`,
    confirm:
      'The engine ends and starts on the backup. Orders and fills since then stay in the store that is moved aside, and are on no screen any more. Layouts, keys, drawings and settings become those of the backup, where it has them.',
    word: 'RESTORE',
    yes: 'Restore',
    notStarted: (why: string): string => `Not started: ${why}`,
  },

  confirm: {
    type: (word: string): string => `Type ${word} to go on`,
    no: 'Keep the store',
  },

  workspace: {
    about:
      'One file with everything: orders, fills, positions and bars of every venue and market; layouts, keys, drawings, watchlists and settings. API keys are never in it. It moves the terminal to another computer, or keeps it as it is today.',
    export: 'Pack into a file',
    import: 'Take from a file…',
    confirmHead: (name: string, size: string): string =>
      `Put ${name} (${size}) in the place of all that is here?`,
    confirm:
      'The file is checked first. Then the engine ends and starts on it; what is here now is moved aside and is on no screen any more.',
    word: 'REPLACE',
    yes: 'Replace',
    notStarted: (why: string): string => `Not started: ${why}`,
  },

  schedule: {
    head: 'Schedule',
    fields: {
      backupEveryHours: 'Back up every, hours (0: never)',
      backupsKept: 'Backups kept',
      backupBytesMax: 'Most for backups, MB',
      tickDaysKept: 'Market prints kept, days (0: none)',
      tickBytesMax: 'Most for market prints, MB',
    } satisfies Record<keyof MaintenanceSettings, string>,
    save: 'Save',
    saved: 'Upkeep settings saved',
    notSaved: (why: string): string => `Not saved: ${why}`,
  },

  task: {
    kinds: {
      backup: 'Backup',
      restore: 'Restore',
      workspace_export: 'Workspace export',
      workspace_import: 'Workspace import',
    } satisfies Record<DataTaskKind, string>,
    phases: {
      copying: 'copying',
      checking: 'checking',
      packing: 'packing',
      unpacking: 'unpacking',
    } satisfies Record<DataTask['phase'], string>,
    states: {
      running: 'under way',
      restarting: 'the engine starts on it now',
      done: 'done',
      canceled: 'canceled',
      failed: 'failed',
    } satisfies Record<DataTask['state'], string>,
    cancel: 'Cancel',
    progress: 'Progress',
    announced: (kind: string, state: string, what: string): string =>
      `${kind} ${state}${what === '' ? '' : `: ${what}`}`,
  },

  upkeep: {
    label: 'Upkeep jobs',
    runsLabel: 'Newest runs',
    columns: {
      job: 'Job',
      last: 'Last run',
      took: 'Took',
      detail: 'Result',
      next: 'Next',
      run: '',
    },
    jobs: {
      checkpoint: 'Checkpoint',
      optimize: 'Statistics',
      integrity: 'Integrity check',
      vacuum: 'Give space back',
      ticks: 'Old market prints',
      backup: 'Backup',
    } satisfies Record<MaintenanceJob, string>,
    about: {
      checkpoint: 'Moves the write-ahead log into the file',
      optimize: 'Gives the query planner new statistics',
      integrity: 'Reads the whole file for damage',
      vacuum: 'Gives free pages back to the disk',
      ticks: 'Deletes market prints beyond their age and size',
      backup: 'Copies the store and removes old copies',
    } satisfies Record<MaintenanceJob, string>,
    results: {
      done: 'done',
      failed: 'failed',
      canceled: 'put off',
    } satisfies Record<MaintenanceRun['result'], string>,
    running: 'running',
    asNeeded: 'when needed',
    run: 'Run now',
    runTitle: (job: string): string => `Run now: ${job}`,
  },

  store: {
    figures: {
      file: 'File',
      storeId: 'Store',
      schema: 'Schema',
      fileBytes: 'Size',
      walBytes: 'Write-ahead log',
      freeBytes: 'Free inside',
      tickBytes: 'Market prints',
      fills: 'Fills from – to',
    },
    schema: (version: number, sqlite: string): string => `version ${version}, SQLite ${sqlite}`,
    tables: 'Rows of the tables',
    columns: { table: 'Table', rows: 'Rows' },
    rows: (count: string): string => plural(count, 'row', 'rows'),
  },
} as const;
