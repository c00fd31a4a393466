# Meetings and tasks: commands, answers, call and minutes.

cmd-meeting = Meetings: call, order of the day, attendance, minutes, agreements
cmd-meeting-new = Call a meeting
cmd-meeting-change = Change the call
cmd-meeting-cancel = Cancel a meeting
cmd-meeting-item = The items of the order of the day
cmd-meeting-item-add = Add an item
cmd-meeting-item-move = Move an item
cmd-meeting-item-done = Mark an item as dealt with
cmd-meeting-item-withdraw = Take an item off
cmd-meeting-attend = Note attendance, or give a proxy
cmd-meeting-minutes = Show the minutes that several write, or give them a new text
cmd-meeting-agree = Note a numbered agreement: a task for whoever it falls to
cmd-meeting-close = Close the minutes: they stay as they are, with their hash
cmd-meeting-show = Show a meeting
cmd-meeting-list = List meetings
cmd-meeting-export = Write the call or the minutes out as text
cmd-task = Tasks: what each has to do
cmd-task-list = List tasks
cmd-task-done = Mark a task as done
cmd-task-note = Add a note to a task

arg-meeting-new-kind = Type: ordinary, extraordinary or informative
arg-meeting-new-modality = Format: in_person, remote, mixed or in_writing
arg-meeting-new-quorum = How many members of the space are needed; else more than half
arg-meeting-new-second-call = Second call: an hour of the same day, or date and hour
arg-meeting-new-second-quorum = How many are enough at the second call; else whoever is there
arg-meeting-new-organ = The body that meets; else the space
arg-meeting-new-points-until = Until when items may be proposed
arg-meeting-change-kind = Type: ordinary, extraordinary or informative
arg-meeting-change-modality = Format: in_person, remote, mixed or in_writing
arg-meeting-change-quorum = How many members of the space are needed
arg-meeting-change-second-call = Second call: an hour of the same day, or date and hour
arg-meeting-change-second-quorum = How many are enough at the second call
arg-meeting-change-organ = The body that meets
arg-meeting-change-points-until = Until when items may be proposed
arg-meeting-item-add-kind = What for: report, debate, decision, election or other
arg-meeting-item-add-presenter = Who presents it: id, name or text
arg-meeting-item-add-to = At which place, from 1; else last
arg-meeting-item-move-item = Item: its number, id or title
arg-meeting-item-move-to = To which place, from 1
arg-meeting-item-done-item = Item: its number, id or title
arg-meeting-item-done-undo = Open it again
arg-meeting-item-withdraw-item = Item: its number, id or title
arg-meeting-attend-standing = As delegate, alternate, guest or observer
arg-meeting-attend-proxy = Gives a proxy to another member of the space, who is at the meeting
arg-meeting-attend-who = Whose attendance: id, name or text; else mine
arg-meeting-attend-absent = She is not there
arg-meeting-attend-excused = She is not there, and said so
arg-meeting-agree-text = What was agreed
arg-meeting-agree-who = Who has to do it: id, name or text
arg-meeting-agree-due = The last day, for example 2026-12-31
arg-meeting-agree-item = Item under which it was agreed: its number, id or title
arg-meeting-agree-decided = How: consensus, vote or mandate
arg-meeting-agree-votes = Votes for, against and abstentions, for example 8,1,2
arg-meeting-agree-revokes = Number of the earlier agreement that it revokes
arg-meeting-close-chair = Who led the meeting
arg-meeting-close-secretary = Who took the minutes
arg-meeting-export-what = What: call or minutes; else the minutes once they are closed
arg-meeting-export-format = Format: md, html, csv (agreements) or ics (date)
arg-task-list-mine = Only mine and my organization's
arg-task-list-overdue = Only overdue ones
arg-task-done-undo = Open it again

label-meeting-starts = Starts
label-meeting-place = Place
label-meeting-organ = Body
label-meeting-modality = Format
label-meeting-called-by = Called by
label-meeting-minutes = Minutes in progress
label-meeting-hash = Hash of the minutes

error-meeting-date = { $about } is no date. Write it like 2026-12-31.
error-meeting-votes = { $about } are no votes. Write three numbers: for, against, abstentions, like 8,1,2.
error-meeting-closed-not-permitted = The meeting is closed and its minutes do not change. What is missing belongs in another meeting.
error-meeting-cancelled-not-permitted = The meeting is cancelled. Call another.
error-meeting-caller-not-permitted = Only who called the meeting or an admin of its space changes, cancels or closes it.
ui-error-meeting-other-minutes-no-effect = Other minutes stand. Read them and approve those.
error-meeting-proxies-not-permitted = She carries two proxies already, and nobody carries more. Give the proxy to another.
error-meeting-proxy-not-permitted = A proxy goes from one member of the space to a different one. Whoever carries it is at the meeting.
error-meeting-changed-no-effect = Somebody changed something while the minutes were written out. Look at them and close again.
error-meeting-revoked-no-effect = A later agreement revoked it: it is nobody's task any more.
error-meeting-second-usage = The second call would come before the start. Give another hour with --second-call (asamblea meeting change).
error-meeting-ends-usage = The meeting would end before it begins. Give another end with --ends (asamblea meeting change).
ui-error-meeting-second-usage = The second call would be before the beginning. Give another hour.
ui-error-meeting-ends-usage = The meeting would end before it begins. Give another end.

aside-kind-meeting = call to a meeting
aside-kind-point = item of a meeting
aside-kind-attendance = attendance at a meeting
aside-kind-minutes = beginning of minutes
aside-kind-agreement = agreement of a meeting
aside-kind-closing = closing of minutes
aside-kind-task = word about a task

meeting-none = No meetings yet.
meeting-no-points = No items yet.
meeting-points = { $n ->
    [one] 1 item
   *[other] { $n } items
}
meeting-agreements = { $n ->
    [one] 1 agreement
   *[other] { $n } agreements
}
meeting-later = AFTER THE CLOSING
meeting-new = NEW
search-kind-meeting = meeting
search-kind-agreement = agreement
search-kind-minutes = minutes
search-kind-note = note on a task
meeting-agreed = Agreement noted
meeting-closed = Minutes closed
meeting-closed-why = Whoever has the text can check the hash: it is its BLAKE3.
meeting-closed-twice = Somebody else closed at the same time without knowing. The first counts; the other stays in sight:

meeting-type-ordinary = ordinary
meeting-type-extraordinary = extraordinary
meeting-type-informative = informative
meeting-state-called = called
meeting-state-closed = closed
meeting-state-cancelled = CANCELLED
meeting-modality-unsaid = not said
meeting-modality-in-person = in person
meeting-modality-remote = remote
meeting-modality-mixed = mixed
meeting-modality-in-writing = in writing
meeting-point-report = report
meeting-point-debate = debate
meeting-point-decision = decision
meeting-point-election = election
meeting-point-other = other
meeting-point-state-open = to come
meeting-point-state-done = dealt with
meeting-point-state-withdrawn = TAKEN OFF
meeting-minutes-planned = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
meeting-presence-present = present
meeting-presence-proxy = by proxy
meeting-presence-excused = excused
meeting-presence-absent = absent
meeting-presence-unsaid = not noted
meeting-as-delegate = delegate
meeting-as-alternate = alternate
meeting-as-guest = guest
meeting-as-observer = observer
meeting-proxy-uncounted = does not count
meeting-speaks-for = { $who } by { $to }
meeting-decided-consensus = by consensus
meeting-decided-vote = by vote
meeting-decided-mandate = by mandate
meeting-votes = for { $yes }, against { $no }, abstentions { $abstain }
meeting-who = falls to { $who }
meeting-due = by { $due }
meeting-revokes = revokes { $number }
meeting-task-open = under way
meeting-task-done = done
meeting-task-overdue = OVERDUE
meeting-task-revoked = revoked

meeting-present = { $counts ->
    [orgs] { $present } of { $of } organizations present
    [people] { $present } of { $of } persons present
   *[other] { $present } of { $of } members present
}
meeting-by-proxy = { $n } by proxy
meeting-quorum-met = quorum reached ({ $need } needed)
meeting-quorum-second-met = quorum reached at the second call ({ $need } enough)
meeting-quorum-missing = { $n ->
    [one] 1 missing for the quorum of { $need }
   *[other] { $n } missing for the quorum of { $need }
}
meeting-quorum-second-at = Second call: { $at }, with { $need }.
meeting-rule = { $counts ->
    [orgs] { $need } of { $of } organizations
    [people] { $need } of { $of } persons
   *[other] { $need } of { $of } members
}

call-title = Call to { $type } meeting of { $body }
call-when = Date and hour
call-format = Format
call-quorum = Quorum
call-second = otherwise second call: { $at }, with { $need }
call-points = Agenda
call-until = Items may be added until { $until }.
call-confirm = Confirm attendance or give a proxy before the meeting.
call-by = Called by: { $who }

minutes-title = Minutes: { $title }
minutes-body = Body
minutes-type = Type of meeting
minutes-format = Place or format
minutes-start = Start
minutes-present = Present
minutes-people = Persons
minutes-proxies = By proxy
minutes-excused = Excused
minutes-absent = Absent
minutes-earlier = Earlier agreements
meeting-earlier-done = Done
meeting-earlier-open = Under way
meeting-earlier-overdue = Overdue
meeting-earlier-revoked = Revoked
minutes-more = { $n } more, in earlier minutes
minutes-point = Item { $n }: { $title }
minutes-written = What was said
minutes-nothing = Nothing was written.
minutes-agreements = Agreements
minutes-agreed-above = They stand under their items.
minutes-none = None.
minutes-agreement = Agreement { $number }
minutes-close = Close
minutes-end = Time of closing
minutes-chair = Chair
minutes-secretary = Secretary of minutes

task-none = No tasks.
task-mine = MINE

# The screen.

ui-meetings = Meetings
ui-meetings-empty = No meetings yet. Call one with c.
ui-meeting-attendance = Attendance
ui-meeting-papers = Papers
ui-meeting-document = Minutes that several write
ui-meeting-closed-too = Another closing at the same time: it does not count
ui-meeting-hash = Hash: { $hash }
ui-meeting-noted = { $who }: { $presence }. Noted by { $by }.
ui-meeting-not-noted = Nobody noted anything.

ui-cmd-meeting-new = Call a meeting
ui-key-meeting-new = call
ui-cmd-meeting-point = Add an item to the agenda
ui-key-meeting-point = item
ui-cmd-meeting-attend = Note attendance or a proxy
ui-key-meeting-attend = presence
ui-cmd-meeting-agree = Note an agreement
ui-key-meeting-agree = agreement
ui-cmd-meeting-close = Close the minutes
ui-key-meeting-close = close
ui-cmd-go-meetings = Go to the meetings
ui-key-go-meetings = meetings

ui-why-no-meeting = No meeting has the focus.
ui-why-meeting-closed = The meeting is closed: its minutes do not change.
ui-why-meeting-cancelled = The meeting is cancelled.
ui-why-not-caller = Who called the meeting or an admin of its space does it.

ui-meeting-call = Call in { $space }
ui-meeting-call-words = Empty quorum: more than half. Empty second call: none.
ui-meeting-quorum = Quorum
ui-meeting-second = Second call (hour)
ui-meeting-second-quorum = Quorum of the second (empty: whoever is there)
ui-meeting-ordinary = Call an ordinary one
ui-meeting-extraordinary = Call an extraordinary one
ui-meeting-point = New item
ui-meeting-point-words = It comes last; meeting item move moves it.
ui-meeting-presenter = Who presents
ui-meeting-minutes = Minutes
ui-meeting-attend = Attendance
ui-meeting-attend-words = Empty who: I. For a proxy, say who speaks for her.
ui-meeting-who = Who
ui-meeting-proxy = Speaks for her
ui-meeting-present = She is present
ui-meeting-excused = She is not, and said so
ui-meeting-absent = She is not
ui-meeting-by-proxy = Give a proxy
ui-meeting-agree = Agreement
ui-meeting-agree-words = It gets a number. With somebody or a last day it is a task.
ui-meeting-agreed = What was agreed
ui-meeting-charge = Falls to
ui-meeting-due = By (2026-12-31)
ui-meeting-under = Item
ui-meeting-votes = Votes (8,1,2)
ui-meeting-close = Close the minutes
ui-meeting-close-words = The minutes are written out with what this device knows, and change no more. What others noted offline is left out.
ui-meeting-chair = Chair
ui-meeting-secretary = Secretary of minutes
ui-meeting-close-no = Not yet
ui-meeting-close-yes = Close the minutes

ui-point-done = Mark as dealt with
ui-point-open = Open again
ui-point-withdraw = Take off
ui-task-done = Mark as done
ui-task-open = Open again
ui-task-meeting = Go to the meeting
ui-task-plan = Go to the plan
ui-task-activity = Activity of a plan

ui-fault-votes = Three numbers: for, against, abstentions, like 8,1,2.
ui-fault-from-one = A number, from 1.
ui-fault-proxy = Say who speaks for her.

ui-done-call = Called. Add items with o.
ui-done-point = Saved.
ui-done-attend = Noted.
ui-done-agreement = Agreement noted.
ui-done-meeting-closed = Minutes closed. Their hash is below, under Papers.
ui-done-task = Task saved.

ui-home-duties = My tasks, from agreements and plans
text-task-how = With its number in place of N: task done #N when it is done, task note #N --body "..." to say something.
ui-home-duties-more = { $n ->
    [one] One more: in Tasks, 7
   *[other] { $n } more: in Tasks, 7
}

arg-meeting-export-full = In the calendar, the title and the place too
head-number = Number
head-agreement = Agreement
head-task = Task
head-from = From
head-votes-for = For
head-votes-against = Against
head-abstained = Abstentions

minutes-numbered = Minutes { $number }: { $title }
minutes-proposal = Proposal "{ $title }":
minutes-as-closed = So the minutes would read if they were closed now:
ui-meeting-proposal = Proposal to decide (title or code)
arg-meeting-item-add-proposal = Proposal of the same space that is decided under this item: code or title
error-meeting-proposal-usage = That proposal stands in another space. An item takes proposals of the space of its meeting.

ui-meeting-change = Change the call
ui-meeting-change-words = What is left empty stays as it was. Whoever reads it sees the change, and her calendar is corrected when it is exported again.
ui-meeting-cancel = Does this meeting not take place?
ui-meeting-cancel-words = It stays in view, called off, with its points. It cannot be opened again: another one is called.
ui-meeting-cancel-yes = Call the meeting off
ui-cmd-meeting-change = Change the call of the meeting
ui-key-meeting-change = change
ui-cmd-meeting-cancel = Call the meeting off
ui-key-meeting-cancel = call off
ui-done-meeting-change = The call is changed.
ui-done-meeting-cancel = The meeting is called off.

ui-tasks = Tasks
ui-tasks-mine = Mine
ui-tasks-others = Of others
ui-tasks-over = Done or revoked
ui-tasks-empty = No tasks yet. They come from agreements of meetings and activities of plans.
ui-task-is-who = Who
ui-task-is-due = Last day
ui-task-is-state = State
ui-task-is-percent = Progress
ui-task-is-from = Comes from
ui-task-is-org = Organization
ui-task-is-given = Since
ui-task-is-by = Last noted by
ui-task-nobody = nobody yet
ui-task-no-day = no date
ui-task-notes = Notes
ui-task-no-notes = No notes yet. Add one with o.
ui-task-page = See the whole task
ui-task-note = Add a note
ui-task-note-field = Note
ui-task-charge = Who and until when
ui-why-no-task = No task has the focus.
ui-why-task-revoked = A later agreement revoked it.
ui-why-task-theirs = It is of another organization's plan: that organization notes it.
ui-why-task-agreed = An agreement stands as it was noted. To change who or until when, note another one in a meeting that revokes it.
ui-done-task-note = Note saved.
ui-cmd-go-tasks = Go to the tasks
ui-key-go-tasks = tasks
ui-cmd-task-note = Add a note to the task
ui-key-task-note = note
ui-cmd-task-done = Mark the task as done, or open it again
ui-key-task-done = done
ui-cmd-task-charge = Change who does the task and until when
ui-key-task-charge = who and when

cmd-meeting-approve = Approve the minutes of a meeting one was present at
arg-meeting-approve-hash = Hash of the minutes that were read; else of those that stand
aside-kind-minutes-approval = approval of minutes
meeting-approval-state-proposed = minutes proposed
meeting-approval-state-approved = minutes approved
meeting-to-approve = TO APPROVE
meeting-approval-proposed = Minutes proposed: approved by { $n } of { $of } present, { $need } are needed.
meeting-approval-approved = Minutes approved by { $n } of { $of } present.
meeting-approved-by = Approved by: { $names }.
meeting-approval-missing = Not yet: { $names }.
minutes-approval = Approval of the minutes
error-meeting-open-not-permitted = The minutes are not closed yet. They are approved once they are.
error-meeting-not-present-not-permitted = Minutes are approved by those who were present, each for herself or for her organization.
error-meeting-other-minutes-no-effect = Other minutes stand. Read them with meeting show and approve those.
error-meeting-approved-no-effect = These minutes are approved in that name already.
ui-cmd-meeting-approve = Approve the minutes
ui-key-meeting-approve = approve
ui-meeting-approve = Approve these minutes?
ui-meeting-approve-words = Whoever was present and sees that they say what happened approves them. It cannot be taken back. It counts for this text and no other.
ui-meeting-approve-yes = Approve the minutes
ui-done-meeting-approve = Minutes approved in my name.
ui-why-minutes-open = The minutes are not closed yet.
ui-why-not-to-approve = These minutes do not wait for my approval.
ui-home-approve = Minutes to approve

cmd-meeting-rsvp = Say that one comes to a meeting that was called, or that one does not
arg-meeting-rsvp-comes = yes or no
arg-meeting-rsvp-note = With what note: who comes, why not
aside-kind-answer-to-call = answer to a call
meeting-to-answer = TO ANSWER
meeting-answers = { $coming } coming, { $declined } not coming, { $silent } unanswered
meeting-answer-yes = coming
meeting-answer-no = not coming
error-meeting-not-asked-not-permitted = Each member of the space answers: a person for herself, a coordinator for her organization.
ui-cmd-meeting-rsvp = Say that one comes, or that one does not
ui-key-meeting-rsvp = answer
ui-meeting-rsvp = Come to this meeting?
ui-meeting-rsvp-words = Those who read the space see it. What was said last counts; it is no proxy and no seat for the quorum.
ui-meeting-rsvp-mine = Said in my name: { $said }.
ui-meeting-rsvp-said = Before the meeting: { $said }. Said by { $by }.
ui-meeting-rsvp-note = Note
ui-meeting-rsvp-yes = Say that one comes
ui-meeting-rsvp-no = Say that one does not come
ui-done-meeting-rsvp = Answer saved.
ui-why-not-asked = A coordinator of the organization answers.
ui-home-rsvp = Meetings to answer
