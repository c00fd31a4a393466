# Capacity assessments and strengthening plans.

cmd-assessment = Capacity assessment: score alone, agree together, share what is chosen
cmd-assessment-instruments = See the instruments, or check one of your own
cmd-assessment-start = Begin a round over the organizations of a space
cmd-assessment-score = Score an item: only my organization's coordinators can open it
cmd-assessment-pool = Open the scores and pool them without names (coordinators)
cmd-assessment-agree = Agree the score of an item, with its reason (coordinators)
cmd-assessment-priority = Set the priority of an item (coordinators)
cmd-assessment-approve = Approve what was agreed in the organization's name (coordinators)
cmd-assessment-share = Share with the network what the level says, and nothing more (coordinators)
cmd-assessment-compare = Compare organizations and areas, from what they shared
cmd-assessment-plan = Draft the strengthening plan (coordinators)
cmd-assessment-list = See the rounds
cmd-assessment-show = See a round: what is asked and what I may see
cmd-assessment-export = Put on paper what was agreed and what was shared
cmd-plan = Strengthening plans
cmd-plan-list = See the plans
cmd-plan-show = See a plan
cmd-plan-add = Add an activity (coordinators)
cmd-plan-change = Change an activity (coordinators)
cmd-plan-cancel = Give up an activity (coordinators)
cmd-plan-progress = Tell how far an activity is
cmd-plan-sign = Sign the plan as it stands: the organizations of the round will read it
cmd-plan-needs = Who needs and who may offer, from what was shared
cmd-plan-export = Put a plan on paper or into a calendar

arg-assessment-score-id = The round: code or title
arg-assessment-pool-id = The round: code or title
arg-assessment-agree-id = The round: code or title
arg-assessment-priority-id = The round: code or title
arg-assessment-approve-id = The round: code or title
arg-assessment-share-id = The round: code or title
arg-assessment-compare-id = The round: code or title
arg-assessment-plan-id = The round: code or title
arg-assessment-show-id = The round: code or title
arg-assessment-export-id = The round: code or title
arg-plan-show-id = The plan: code or title
arg-plan-add-id = The plan: code or title
arg-plan-sign-id = The plan: code or title
arg-plan-export-id = The plan: code or title
arg-check = File of an instrument of your own, to be checked
arg-print = Write the file of the instrument with this code
arg-instrument = Code of an instrument, such as CAP-RED-1, or the file of one of your own
arg-assessment-start-closes = Until when scores are given, such as 7d or "2026-12-01 16:00"
arg-item = Code of the item, such as GOB1
arg-score = 1 to 4, NS (we don't know) or NA (not applicable)
arg-note = Note
arg-why = Why
arg-evidence = What shows it
arg-dissent = What those say who see it otherwise; it does not leave the organization
arg-urgency = Urgency, 1 to 3
arg-importance = Importance, 1 to 3
arg-feasibility = Whether it can be done, 1 to 3
arg-level = full (all that was agreed), areas (averages of areas) or plan (the plan alone)
arg-assessment-export-format = Format: md, html or csv
arg-plan-export-format = Format: md, html, csv or ics
arg-activity-id = Code of the activity
arg-objective = What is to be reached
arg-activity = What is done for it
arg-plan-add-who = Who answers for it
arg-plan-change-who = Who answers for it
arg-due = Until when, such as 2027-03-01 or 90d
arg-support = Which organization is asked for support
arg-budget = What it costs, in one's own currency
arg-indicator = How it will be seen that it was reached
arg-area = Code of the area
arg-subregion = Only those of one sub-region: its name, or a country code
arg-percent = 0 to 100

error-instrument = The instrument { $about } has errors: mend the lines above and try again.
error-no-instrument = There is no instrument { $about } in the program. See which there are with: asamblea assessment instruments.
error-assessment-score-usage = A score is 1, 2, 3, 4, NS (we don't know) or NA (not applicable).
error-assessment-why-usage = An agreed score has a reason: say it with --why.
error-assessment-weight-usage = Urgency, importance and feasibility go from 1 to 3.
error-assessment-level-usage = The level is full, areas or plan.
error-assessment-instrument-usage = The instrument is no good: it is too long, or repeats a code. Check it with: asamblea assessment instruments --check.
error-assessment-agreed-no-effect = The organization has agreed scores in this round: nothing is scored or pooled any more. Change what was agreed with: asamblea assessment agree.
error-assessment-nothing-no-effect = Nothing is agreed yet. Agree scores with: asamblea assessment agree.
error-assessment-split-no-effect = An item has two values that were said at once. Agree it anew with: asamblea assessment agree, or priority.
error-assessment-plan-no-effect = The plan has activities without anybody responsible or without a date. Complete them with: asamblea plan change.
error-assessment-approve-not-permitted = The organization has not approved what is agreed as it stands. Approve it with: asamblea assessment approve.
error-plan-full-usage = The plan has as many activities as it can have. Giving one up is not enough: make another plan in another round.
error-plan-split-no-effect = An activity of the plan has two versions that were said at once. Choose one with: asamblea plan change.
error-plan-lacks-no-effect = Some activities have nobody responsible or no date. Complete them with: asamblea plan change.

instrument-fault-line = line { $line }: { $what }
instrument-fault-large = the file is too long
instrument-fault-syntax = this is not TOML: { $about }
instrument-fault-table = a table belongs here
instrument-fault-unknown = nobody knows the field { $about }
instrument-fault-missing = the field { $about } is missing
instrument-fault-text = a text in quotes belongs here
instrument-fault-long = it is longer than { $about } bytes
instrument-fault-empty = it is empty
instrument-fault-code = the code { $about } has something else than letters, digits and dashes
instrument-fault-twice = the code { $about } is there twice
instrument-fault-languages = a text for each language belongs here, 1 to 8, such as es = "..."
instrument-fault-list = a list with something in it belongs here
instrument-fault-version = the version is a number from 1
instrument-fault-many = there are more than { $about }
instrument-fault-yes-no = true or false belongs here

label-scoring-until = Until
label-shared = Shared
label-plan = Plan
label-my-score = My score
label-agreed = Agreed
label-beside = Said at once, without effect
label-evidence = Shown by
label-dissent = Another view
label-next-due = Next due
label-next-review = Follow-up
label-needs = Need
label-offers = May offer
head-item = Item
head-statement = What is asked
head-spread = From - to
head-why = Why
head-priority = Priority
head-org = Organization
head-area = Area
head-objective = Objective
head-activity = Activity
head-who = Responsible
head-due = Due
head-percent = %
head-state = State
head-support = Support from
head-budget = Cost
head-indicator = Indicator
head-note = Note

assessment-none = There are no assessments yet.
assessment-items = { $n ->
    [one] 1 item
   *[other] { $n } items
}
assessment-scored = I scored { $n } of { $of }
assessment-state-scoring = individual scores
assessment-state-pooled = pooled
assessment-state-agreeing = agreeing
assessment-state-priorities = priorities
assessment-state-approved = approved
assessment-state-shared = shared
assessment-level-full = all that was agreed
assessment-level-areas = averages of areas
assessment-level-plan = the plan alone
assessment-orgs = How far organizations are (the state, not what they found):
assessment-optional = (optional)
assessment-priority = Priority { $rank } of 27: urgency { $urgency }, importance { $importance }, feasibility { $feasibility }
assessment-spread = { $n ->
    [0] nobody gave a level; don't know { $unknown }, not applicable { $away }
    [one] 1 score: { $min }; don't know { $unknown }, not applicable { $away }
   *[other] { $n } scores: from { $min } to { $max }; don't know { $unknown }, not applicable { $away }
}
assessment-apart = far apart: talk about it
assessment-unopened = { $n ->
    [one] 1 score does not open here: it was given before you coordinated. Ask another coordinator to pool them.
   *[other] { $n } scores do not open here: they were given before you coordinated. Ask another coordinator to pool them.
}
assessment-shared = From now on the organizations of the round read: { $level } (areas: { $areas }, items: { $items }).
assessment-together = All together
assessment-nothing-shared = shared nothing
assessment-split = two things shared at once: share again
assessment-too-few = Nothing is said of all together: fewer than 3 organizations shared it.
assessment-agreed-scores = What was agreed
assessment-heat = Organizations and areas

plan-none = There are no plans yet.
plan-done = { $n } of { $of } done
plan-late = { $n ->
    [one] 1 late
   *[other] { $n } late
}
plan-unsigned = not signed
plan-asks = Signatures of this version are missing: organization and Secretariat sign the same one. Sign with: asamblea plan sign.
plan-asks-again = The plan changed after it was signed: this version asks for both signatures again. Sign with: asamblea plan sign.
plan-stale = The others still read version { $version } ({ $at }), from before the last changes. For them to read this one: asamblea plan sign, or share the plan again with asamblea assessment share --level plan.
plan-stale-short = changed since it was published
plan-stale-network = Changed since it was published: what is published is version { $version } ({ $at }). The Secretariat publishes this one with: asamblea plan sign.
plan-split = An activity has two versions that were said at once: it cannot be signed. Choose one with: asamblea plan change.
plan-two-values = two values at once
plan-review = Follow-up after { $days } days
plan-state-pending = pending
plan-state-under-way = under way
plan-state-done = done
plan-state-late = late
plan-state-cancelled = cancelled
plan-signer-org = the organization
plan-signer-secretariat = the Secretariat
plan-signed = Signed
plan-signed-already = This version was signed already.
plan-no-needs = Nobody has shared yet what it needs or may offer.
plan-calendar-due = Due

aside-kind-round = round of assessment
aside-kind-score = score
aside-kind-agreed = agreed score
aside-kind-priority = priority
aside-kind-approval = approval
aside-kind-shared = what was shared of an assessment
aside-kind-plan = plan
aside-kind-activity = activity of a plan
aside-kind-progress = progress of an activity
aside-kind-plan-version = version of a plan
aside-kind-signature = signature of a plan

search-kind-assessment = assessment
search-kind-agreed = why a score was agreed
search-kind-attachment = file
search-kind-plan = plan
search-kind-activity = activity
