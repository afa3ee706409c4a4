/** The terminal's own widgets. */
export { Button, IconButton, KeyHint } from './Button.tsx';
export type { ButtonProps, ButtonTone, IconButtonProps } from './Button.tsx';
export { DataTable } from './DataTable.tsx';
export type { Column, DataTableProps } from './DataTable.tsx';
export { LongTable } from './LongTable.tsx';
export type { LongRows, LongTableHandle } from './LongTable.tsx';
export { Field, NumberField, Segmented, Select } from './fields.tsx';
export type { Choice } from './fields.tsx';
export { Badge, EmptyText, PanelBody, Spacer } from './Panel.tsx';
export { RenameForm } from './RenameForm.tsx';
export { RestoreButton } from './RestoreButton.tsx';
export type { Restore } from './RestoreButton.tsx';
export { SureButton } from './SureButton.tsx';
export { Sparkline } from './Sparkline.tsx';
export { classNames } from './class-names.ts';
export { TableTools } from './TableTools.tsx';
