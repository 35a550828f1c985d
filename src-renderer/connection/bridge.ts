/** What files are chosen for; the desktop's dialog says so, and offers files of their kinds. */
export type FilePurpose = 'import' | 'checkpoint' | 'workspace';

/** What the desktop shell's preload script puts on the window; absent in a browser. */
export interface Bridge {
  platform: string;
  /** The path of a file that was dropped or chosen. */
  pathForFile(file: File): string;
  /** Opens the system's dialog; empty when it was dismissed. */
  chooseFiles(purpose: FilePurpose): Promise<string[]>;
}

declare global {
  interface Window {
    contexture?: Bridge;
  }
}
