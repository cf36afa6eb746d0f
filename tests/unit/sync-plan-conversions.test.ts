import { describe, expect, it } from 'vitest'
import type { ConversionAction } from '../../lib/google/google-ads.ts'
import { conversionName } from '../../lib/sync/plan/google-names.ts'
import { planConversions } from '../../lib/sync/plan/plan-conversions.ts'
import type { WorkItem } from '../../lib/sync/plan/work-item.ts'

const item: WorkItem = {
  jobId: 'job',
  action: 'CREATE',
  trackingId: '018f0000-0000-7000-8000-0000aabbccdd',
  version: 1,
  name: 'Lead',
  type: 'FORM_SUBMIT',
  selector: 'form',
  urlPattern: null,
  urlRegex: null,
  ignoreCase: false,
  historyChanges: true,
  eventName: null,
  conversionCategory: 'SUBMIT_LEAD_FORM',
  conversionCounting: 'ONE_PER_CLICK',
  conversionValue: 10,
  conversionCurrency: 'EUR',
  resourceName: null,
}

const action: ConversionAction = {
  resourceName: 'customers/1/conversionActions/5',
  id: '5',
  name: conversionName(item),
  status: 'ENABLED',
  category: 'SUBMIT_LEAD_FORM',
  countingType: 'ONE_PER_CLICK',
  primaryForGoal: true,
  valueSettings: { defaultValue: 10, defaultCurrencyCode: 'EUR', alwaysUseDefaultValue: false },
  conversionId: '1',
  conversionLabel: 'x',
}

describe('planConversions', () => {
  it('creates what is not there, with type, category, counting and value', () => {
    const [change] = planConversions([item], [])
    expect(change?.operation).toMatchObject({
      create: {
        name: 'Lead (OCT aabbccdd)',
        type: 'WEBPAGE',
        category: 'SUBMIT_LEAD_FORM',
        valueSettings: { defaultValue: 10 },
      },
    })
  })

  it('adopts an action made before the run was interrupted instead of making a second', () => {
    expect(planConversions([item], [action])).toEqual([])
  })

  it('does not adopt a removed one: its name is free again', () => {
    const [change] = planConversions([item], [{ ...action, status: 'REMOVED' }])
    expect(change?.operation).toHaveProperty('create')
  })

  it('updates only the fields that differ, found by resource name after a rename', () => {
    const renamed = { ...item, name: 'New name', conversionValue: 20, resourceName: action.resourceName }
    const [change] = planConversions([renamed], [action])
    expect(change?.operation).toMatchObject({
      update: { resourceName: action.resourceName, name: 'New name (OCT aabbccdd)' },
      updateMask:
        'name,value_settings.default_value,value_settings.default_currency_code,value_settings.always_use_default_value',
    })
  })

  it('hides the action of a deleted tracking, once, and enables it again on restore', () => {
    const gone = { ...item, action: 'DELETE' as const, resourceName: action.resourceName }
    const [change] = planConversions([gone], [action])
    expect(change?.operation).toMatchObject({ update: { status: 'HIDDEN', primaryForGoal: false } })
    const hidden = { ...action, status: 'HIDDEN', primaryForGoal: false }
    expect(planConversions([gone], [hidden])).toEqual([])
    const [back] = planConversions([{ ...item, resourceName: action.resourceName }], [hidden])
    expect(back?.operation).toMatchObject({
      update: { status: 'ENABLED' },
      updateMask: 'status,primary_for_goal',
    })
  })
})
