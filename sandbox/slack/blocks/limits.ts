/**
 * Slack's Block Kit and message limits, in one place. Characters unless the name says otherwise.
 *
 * Sources: the field notes in @slack/types 3.2.0 `block-kit/*.d.ts` (which repeat
 * docs.slack.dev/reference/block-kit), and for the ones marked:
 * [post] docs.slack.dev/reference/methods/chat.postMessage, [update] …/chat.update,
 * [view] docs.slack.dev/reference/views, [cumulative] slackapi/bolt-js#2509 and #2867 (undocumented,
 * measured near 13,200), [field] java-slack-sdk#1624 and getnao/nao#1143, with Slack's changelog of 2026, [confirm] docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object.
 */
export const limits = {
  blocksPerMessage: 50,
  blocksPerView: 100,
  cumulativeText: 13_000, // [cumulative]
  messageText: 40_000, // [post]
  updateText: 4_000, // [update]
  blockId: 255,
  actionId: 255,
  sectionText: 3000,
  sectionFields: 10,
  sectionFieldText: 2000,
  headerText: 150,
  actionsElements: 25,
  contextElements: 10,
  contextText: 3000,
  markdownText: 12_000, // [post]
  inputLabel: 2000,
  imageAltText: 2000,
  imageTitle: 2000,
  imageUrl: 3000,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  placeholder: 150,
  optionText: 75,
  optionValue: 75,
  optionDescription: 75,
  checkboxOptions: 10,
  radioOptions: 10,
  overflowOptions: 5,
  selectOptions: 100,
  optionGroups: 100,
  optionGroupLabel: 75,
  confirmTitle: 100, // [confirm]
  confirmText: 300, // [confirm]
  confirmButton: 30, // [confirm]
  inputText: 3000,
  richTextIndent: 8,
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000, // [field]
  alertText: 200, // [field]
  cardTitle: 150,
  cardBody: 200,
  cardActions: 3, // [field]
  carouselCards: 10,
  containerTitle: 150,
  containerBlocks: 10,
  dataTableRows: 101, // [field] with the header
  dataTablePage: 100,
  taskId: 255, // guessed, as for other ids
  taskTitle: 3000, // guessed, as for a section's text
  taskSources: 10, // guessed
  planTasks: 50, // guessed, as for blocks
  viewTitle: 24, // [view]
  viewButton: 24, // [view]
  callbackId: 255, // [view]
  privateMetadata: 3000, // [view]
  viewBytes: 250_000, // [view]
  viewStack: 3, // [view]
} as const;
