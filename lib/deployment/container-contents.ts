import type { BuiltInVariable, Folder, Tag, Trigger, Variable } from '../google/tag-manager-schemas.ts'

/** What a container holds, in a version or a workspace. */
export type ContainerContents = {
  tag: readonly Tag[]
  trigger: readonly Trigger[]
  variable: readonly Variable[]
  builtInVariable: readonly Pick<BuiltInVariable, 'type'>[]
  /** Absent where they were not read. */
  folder?: readonly Folder[]
}

/** What a container holds before its first version. */
export const NO_CONTENTS: ContainerContents = { tag: [], trigger: [], variable: [], builtInVariable: [] }
