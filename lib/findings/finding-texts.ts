import type { FindingCode } from '../model/finding-code.ts'
import type { FindingSeverity } from '../model/finding-severity.ts'
import type { BlindSpot } from '../tracking-types/tracking-type.ts'
import { TRACKING_TYPES } from '../tracking-types/tracking-types.ts'
import { changedFields, id, listed, moment, named, place } from './finding-words.ts'

/** What a finding is made of: what was found, and what it is about. */
export type FindingFacts = { data: Readonly<Record<string, unknown>>; subject: string }

/** What a code means, for people who look after the customer. */
export type FindingText = {
  severity: FindingSeverity
  summary: (facts: FindingFacts) => string
  nextStep: string
}

const SYNC_AGAIN = 'Sync the customer with POST /api/v1/customers/{customerId}/sync.'

const HELD_BACK =
  'To build on what is live, sync the customer with {"buildOnLive": true}. To go forward, publish the newest version in Tag Manager, then sync.'

const RESUME = 'resume the customer with POST /api/v1/customers/{customerId}/resume.'

/** Why a version that does not count was not taken back. */
const NOT_TAKEN_BACK: Readonly<Record<string, string>> = {
  first_version: 'No version was live before it, so there is nothing to go back to.',
  previous_gone: 'The version before it is deleted in Tag Manager, so there is nothing to go back to.',
  off: 'Taking it back automatically is switched off for the organization.',
}

/** Why Google does not use what tags send along. */
const NOT_ENHANCED: Readonly<Record<string, string>> = {
  terms: 'The customer data terms are not accepted',
  off: 'Enhanced conversions are not switched on',
}

/** The texts of every code. What they say was true when the finding was opened or last seen. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, FindingText>> = {
  'cannot_fire.paused': {
    severity: 'error',
    summary: () => 'The tag is paused in Tag Manager: nothing is counted.',
    nextStep: 'Resume the tag in Tag Manager and publish, or dismiss this if the pause is meant.',
  },
  'cannot_fire.no_firing_trigger': {
    severity: 'error',
    summary: () => 'The tag has no trigger that exists: it never fires.',
    nextStep: `${SYNC_AGAIN} It re-creates what is missing.`,
  },
  'cannot_fire.schedule_not_started': {
    severity: 'error',
    summary: ({ data }) => `The tag is scheduled and does not fire before ${moment(data['at'])}.`,
    nextStep: 'Remove the schedule of the tag in Tag Manager and publish, or dismiss this until that time.',
  },
  'cannot_fire.schedule_ended': {
    severity: 'error',
    summary: ({ data }) =>
      `The schedule of the tag ended at ${moment(data['at'])}: it does not fire any more.`,
    nextStep: 'Remove the schedule of the tag in Tag Manager and publish.',
  },
  'cannot_fire.blocked': {
    severity: 'error',
    summary: ({ data }) =>
      `The exception ${named(data['trigger'])} holds whenever the tag would fire: it never does.`,
    nextStep: 'Remove the exception from the tag in Tag Manager, or narrow its conditions, and publish.',
  },
  'cannot_fire.variable_missing': {
    severity: 'error',
    summary: ({ data }) =>
      `A condition of the trigger uses the variable ${named(data['variable'])}, which the container does not have.`,
    nextStep: `${SYNC_AGAIN} It enables the built-in variables that our triggers use. A variable of your own has to be re-created in Tag Manager.`,
  },
  'cannot_fire.linker_missing': {
    severity: 'error',
    summary: () => 'No Conversion Linker fires in the container: conversions are not attributed to clicks.',
    nextStep:
      'If the container has a Conversion Linker, let it fire on all pages again and publish. Otherwise sync the customer, which adds one.',
  },
  'cannot_fire.linker_prefix': {
    severity: 'error',
    summary: ({ data }) =>
      `The Conversion Linker keeps clicks under the cookie prefix ${named(data['linker'])}, the tag looks under ${named(data['tag'])}: conversions are not attributed.`,
    nextStep: 'Give both the same cookie prefix in Tag Manager and publish.',
  },
  'cannot_fire.action_missing': {
    severity: 'error',
    summary: () => 'The conversion action is not in the Google Ads account any more: nothing is counted.',
    nextStep: `${SYNC_AGAIN} It creates a new conversion action.`,
  },
  'cannot_fire.action_hidden': {
    severity: 'error',
    summary: () => 'The conversion action is hidden in Google Ads: what it counts is not reported.',
    nextStep: 'Enable the conversion action in Google Ads.',
  },
  'cannot_fire.setup_tag_paused': {
    severity: 'error',
    summary: ({ data }) =>
      `The tag fires only after its setup tag ${named(data['tag'])}, which is paused: it never does.`,
    nextStep: 'Resume the setup tag in Tag Manager, or remove it from the sequence of the tag, and publish.',
  },
  'not_live.never_published': {
    severity: 'error',
    summary: () => 'The container was never published: nothing of it is on the website.',
    nextStep: 'Publish the version that the last sync made, or publish in Tag Manager.',
  },
  'drift.changed': {
    severity: 'warning',
    summary: ({ data, subject }) =>
      `${place(subject)} was changed outside of OneClickTag (${changedFields(data['fields'])}) and was left so.`,
    nextStep: 'Change the tracking to what is wanted, set the field back at Google, or dismiss this.',
  },
  'drift.missing': {
    severity: 'error',
    summary: ({ subject }) =>
      `${place(subject)} is missing or not in use: the tracking does not count as it should.`,
    nextStep: `${SYNC_AGAIN} It re-creates what is missing.`,
  },
  'drift.overwritten': {
    severity: 'warning',
    summary: ({ data, subject }) =>
      `${place(subject)} had been changed outside of OneClickTag (${changedFields(data['fields'])}) when a later change of the tracking was written over it.`,
    nextStep:
      'Tell the people who made that change, and change the tracking if theirs was right. Then dismiss this.',
  },
  'drift.settings': {
    severity: 'warning',
    summary: ({ data, subject }) =>
      `${place(subject)} has other settings than it was made with (${changedFields(data['fields'])}), which decide how it counts. They are left so.`,
    nextStep: 'See at Google whether these settings are meant. If so, dismiss this.',
  },
  'drift.arranged': {
    severity: 'hint',
    summary: ({ data, subject }) =>
      `${place(subject)} was arranged outside of OneClickTag (${changedFields(data['fields'])}). It counts as before and is left so.`,
    nextStep: 'Nothing has to be done. If it is not meant, set it back at Google; else dismiss this.',
  },
  exception: {
    severity: 'warning',
    summary: ({ data }) =>
      `The exception ${named(data['trigger'])} keeps the tag from firing where its conditions hold.`,
    nextStep: 'See in Tag Manager whether the exception is meant. If so, dismiss this.',
  },
  consent_required: {
    severity: 'warning',
    summary: ({ data }) =>
      `The tag fires only for visitors who have consented to ${listed(data['types']) || 'what it requires'}.`,
    nextStep: 'See in Tag Manager whether this is meant. If so, dismiss this.',
  },
  'enhanced.not_used': {
    severity: 'warning',
    summary: ({ data }) =>
      `${NOT_ENHANCED[String(data['why'])] ?? 'Enhanced conversions are not in use'} in the Google Ads account ${id(data['account'])}: Google does not use what these trackings send about visitors: ${listed(data['names'])}. They count as before.`,
    nextStep:
      'An administrator of that account has to do it in Google Ads, since no API can: under Goals, Settings, Enhanced conversions, switch them on and agree to the customer data terms. Then verify the customer.',
  },
  'duplicate.copy': {
    severity: 'error',
    summary: ({ data }) => `The tag ${named(data['name'])} is a copy of ours: the same event counts twice.`,
    nextStep: 'Delete or pause the copy in Tag Manager and publish.',
  },
  'duplicate.same_label': {
    severity: 'error',
    summary: ({ data }) =>
      `The tag ${named(data['name'])}, which is not ours, sends to the same conversion label: it counts as well.`,
    nextStep: 'Delete the tag in Tag Manager, or give it a conversion action of its own, and publish.',
  },
  'duplicate.same_event': {
    severity: 'warning',
    summary: ({ data }) =>
      `The tag ${named(data['name'])}, which is not ours, counts another conversion at the same event.`,
    nextStep: 'If both conversions are goals, the event counts twice: delete or pause one of the tags.',
  },
  'foreign.marked': {
    severity: 'hint',
    summary: ({ data }) =>
      `The tag ${named(data['name'])} bears our mark but was made into something else: we leave it alone.`,
    nextStep: 'Remove our mark from the notes of the tag in Tag Manager.',
  },
  'leftover.linker': {
    severity: 'hint',
    summary: ({ data }) =>
      `The Conversion Linker ${named(data['name'])} stays in the container, because other tags need it.`,
    nextStep: 'Delete it in Tag Manager once no other tag needs it.',
  },
  'leftover.built_ins': {
    severity: 'hint',
    summary: ({ data }) =>
      `Built-in variables that our trackings used stay enabled, and nothing else in the container reads them: ${listed(data['names'])}.`,
    nextStep: 'Disable them in Tag Manager if they are not wanted, or dismiss this.',
  },
  'shared.name_taken': {
    severity: 'error',
    summary: ({ data }) =>
      `The container already has something else by the name ${named(data['name'])}, which our objects need.`,
    nextStep: 'Rename it in Tag Manager, then sync the customer.',
  },
  'workspace.foreign_draft': {
    severity: 'warning',
    summary: ({ data }) =>
      `Somebody has drafted changes in our workspace “OneClickTag”: ${listed(data['names'])}. Publishing ours would ship them.`,
    nextStep:
      'Move these changes to another workspace or discard them in Tag Manager, then sync the customer.',
  },
  'workspace.unpublished_drafts': {
    severity: 'hint',
    summary: ({ data }) =>
      `Drafts that nobody has published are in the workspace ${named(data['workspace'])}, since ${moment(data['since'])}: ${listed(data['names'])}.`,
    nextStep:
      'Publish or discard them in Tag Manager. They do not hold up a sync, which has a workspace of its own.',
  },
  'version.ours_rolled_back': {
    severity: 'error',
    summary: ({ data }) =>
      `Version ${id(data['latest'])}, which we made, was live, and somebody went back to version ${id(data['live'])}.`,
    nextStep: HELD_BACK,
  },
  'version.foreign_rolled_back': {
    severity: 'warning',
    summary: ({ data }) =>
      `Version ${id(data['latest'])}, made by other people, was live, and somebody went back to version ${id(data['live'])}.`,
    nextStep: HELD_BACK,
  },
  'version.foreign_unpublished_or_rolled_back': {
    severity: 'warning',
    summary: ({ data }) =>
      data['live'] === undefined
        ? `Version ${id(data['latest'])}, made by other people, was never published, and publishing ours would ship it.`
        : `The newest version ${id(data['latest'])}, made by other people, is not live, but version ${id(data['live'])} is: it was never published, or somebody went back from it.`,
    nextStep:
      'To include it, publish the newest version in Tag Manager, then sync the customer. To leave it out, sync with {"buildOnLive": true} or, where nothing is live yet, delete that version in Tag Manager and sync.',
  },
  'rollback.on_hold': {
    severity: 'warning',
    summary: ({ data }) =>
      data['mode'] === 'our_changes'
        ? `What version ${id(data['undone'])}, which we made, had changed was taken out of what is live; version ${id(data['live'])} is live now. The customer is on hold: nothing is synced.`
        : `Version ${id(data['undone'])}, which we made, was taken back; version ${id(data['live'])} is live again. The customer is on hold: nothing is synced.`,
    nextStep: `Correct the trackings, then ${RESUME}`,
  },
  'rollback.automatic': {
    severity: 'error',
    summary: ({ data }) =>
      `Since version ${id(data['undone'])} was published (found ${moment(data['since'])}), trackings that counted before did not any more: ${listed(data['names'])}. A rollback to version ${id(data['previous'])} was started, and the customer is on hold.`,
    nextStep: `See how the run of kind ROLLBACK has ended and what these trackings want, then ${RESUME}`,
  },
  'rollback.kept': {
    severity: 'warning',
    summary: ({ data }) =>
      `The rollback has met objects that other people have to do with: ${listed(data['objects'])}.`,
    nextStep: 'See in Tag Manager whether each is as it is wanted.',
  },
  'rollback.actions_left': {
    severity: 'hint',
    summary: ({ data }) =>
      `A rollback changes nothing in Google Ads: the conversion actions of trackings that do not count now stay there, and get no conversions: ${listed(data['names'])}.`,
    nextStep: `Delete the trackings that are not wanted any more, which hides their conversion actions once synced; for the others, ${RESUME}`,
  },
  'verify.failed': {
    severity: 'error',
    summary: ({ data }) => {
      const names = listed(data['names'])
      const what = names
        ? `Trackings do not count through version ${id(data['version'])}, which we published: ${names}.`
        : 'What is live does not hold what our last run has written.'
      return `${what} ${NOT_TAKEN_BACK[String(data['why'])] ?? 'Nothing was taken back.'}`
    },
    nextStep: `See the findings of these trackings, correct them and sync the customer, or take our changes out with POST /api/v1/customers/{customerId}/rollback.`,
  },
  'evidence.stopped': {
    severity: 'error',
    summary: ({ data }) =>
      `Google Ads has counted nothing since ${id(data['since'])}, for longer than chance explains: it has stopped counting.`,
    nextStep:
      'Verify the customer with POST /api/v1/customers/{customerId}/verify and see its findings and history. If all is live as it should be, open the page: it may have lost the container’s snippet, the event or element may have another name, or the traffic may be gone.',
  },
  'evidence.doubled': {
    severity: 'warning',
    summary: ({ data }) =>
      data['rule'] === 'two_live_tags'
        ? `At least ${Number(data['tags'])} live tags count on the conversion action of this tracking: conversions may be counted twice.`
        : 'Google Ads counts about twice as many conversions as before: they may be counted twice.',
    nextStep:
      'See whether another tag, another container or the website itself sends the same conversion, and remove what is too many. Dismiss this if there are more customers indeed.',
  },
  'rights.container_lost': {
    severity: 'error',
    summary: ({ data }) =>
      data['right'] === 'write'
        ? 'Tag Manager rejects changes to the container by the connected Google account: nothing can be published.'
        : 'The connected Google account cannot see the container any more: what is live cannot be judged.',
    nextStep:
      'Give the connected Google account the right to publish in this container again, then verify the customer.',
  },
  'rights.ads_lost': {
    severity: 'error',
    summary: ({ data }) =>
      data['right'] === 'write'
        ? 'Google Ads rejects changes by the connected Google account: conversion actions cannot be made or changed.'
        : 'The connected Google account cannot read the Google Ads account: what is live cannot be judged.',
    nextStep:
      'Give the connected Google account standard access to the Google Ads account, or correct the manager account, then verify the customer.',
  },
  'hint.click_in_frame': hintOf('hint.click_in_frame'),
  'hint.link_without_address': hintOf('hint.link_without_address'),
  'hint.download_without_extension': hintOf('hint.download_without_extension'),
  'hint.form_without_submit': hintOf('hint.form_without_submit'),
  'hint.form_in_frame': hintOf('hint.form_in_frame'),
  'hint.element_in_frame': hintOf('hint.element_in_frame'),
  'hint.short_page': hintOf('hint.short_page'),
  'hint.other_player': hintOf('hint.other_player'),
}

/** What a type of tracking cannot see, in the words of its declaration. */
function hintOf(code: FindingCode): FindingText {
  const spots = Object.values(TRACKING_TYPES).flatMap(({ cannotSee }): readonly BlindSpot[] => cannotSee)
  const spot = spots.find((each) => each.code === code)
  if (!spot) throw new Error(`no type of tracking declares ${code}`)
  return { severity: 'hint', summary: () => `${spot.summary}.`, nextStep: spot.nextStep }
}
